# deploy/lib/demo_ground.sh: the ground a demonstration stands on. Sourced by deploy/demo.
#
# Role     Makes what a real centre and a real registry are given by people: keys, trust, a TLS
#          authority, accounts, configurations. Everything is made on this machine and marked demo.
# Gives    make_ground FOLDER
#
# SPDX-License-Identifier: EUPL-1.2
# shellcheck shell=bash
# $root, $bin (the programs) and $web (the pages) are the caller's; $issue may say after_jury.
# shellcheck disable=SC2154

readonly kCentreId=FR-DEMO
readonly kTrustEnds=2030-01-01T00:00:00Z

# A passphrase that nobody needs to know by heart: 24 characters of the system's generator.
random_phrase() {
    local bytes
    bytes=$(od --address-radix=n --format=x1 --read-bytes=12 /dev/urandom)
    printf '%s\n' "${bytes//[[:space:]]/}"
}

# free_port WISHED...: the first of these that nothing listens on.
free_port() {
    local port
    for port in "$@"; do
        if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
            printf '%s\n' "$port"
            return
        fi
    done
    die "ports $* are all in use: stop what listens there"
}

make_keys() {
    local at=$1
    mkdir -p "$at/centre/keys/invigilators" "$at/registry/keys" "$at/root"
    random_phrase >"$at/root/phrase"
    random_phrase >"$at/centre/keys/passphrase"
    "$bin/probant-keys" make-machine-secret --out "$at/centre/keys/machine.secret"
    "$bin/probant-keys" make-machine-secret --out "$at/registry/keys/machine.secret"
    "$bin/probant-keys" make-root --demo --out "$at/root/root.key" --passphrase-file "$at/root/phrase"
    "$bin/probant-keys" make --demo --role centre --centre "$kCentreId" \
        --out "$at/centre/keys/centre.key" --machine-secret "$at/centre/keys/machine.secret"
    "$bin/probant-keys" make --demo --role invigilator --centre "$kCentreId" \
        --out "$at/centre/keys/invigilator.key" --passphrase-file "$at/centre/keys/passphrase"
    local role
    for role in registry_certificate registry_receipt registry_log; do
        "$bin/probant-keys" make --demo --role "$role" --out "$at/registry/keys/$role.key" \
            --machine-secret "$at/registry/keys/machine.secret"
    done
    "$bin/probant-keys" make-age --demo --out "$at/registry/keys/age.key" \
        --machine-secret "$at/registry/keys/machine.secret"
    "$bin/probant-keys" make-age --demo --role age_escrow --out "$at/root/escrow.key" \
        --passphrase-file "$at/root/phrase"
}

make_trust() {
    local at=$1 key
    "$bin/probant-keys" trust init --dir "$at/trust" --root-pub "$at/root/root.key.pub" --expires "$kTrustEnds"
    for key in centre/keys/centre.key centre/keys/invigilator.key registry/keys/registry_certificate.key \
        registry/keys/registry_receipt.key registry/keys/registry_log.key registry/keys/age.key root/escrow.key; do
        "$bin/probant-keys" trust add --dir "$at/trust" --key "$at/$key.pub" --to "$kTrustEnds"
    done
    "$bin/probant-keys" trust sign --dir "$at/trust" --root-key "$at/root/root.key" \
        --passphrase-file "$at/root/phrase"
}

# One authority for the two servers of this demonstration; nothing else believes it.
make_tls() {
    local at=$1
    mkdir -p "$at/tls"
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 365 \
        -subj "/CN=Probant demo authority" -keyout "$at/tls/ca.key" -out "$at/tls/ca.pem" 2>/dev/null
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
        -subj "/CN=localhost" -keyout "$at/tls/server.key" -out "$at/tls/server.csr" 2>/dev/null
    printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n' >"$at/tls/server.ext"
    openssl x509 -req -in "$at/tls/server.csr" -CA "$at/tls/ca.pem" -CAkey "$at/tls/ca.key" \
        -CAcreateserial -days 365 -extfile "$at/tls/server.ext" -out "$at/tls/server.pem" 2>/dev/null
}

write_configurations() {
    local at=$1
    cat >"$at/center.toml" <<END
[centre]
id = "$kCentreId"
name = "Centre de démonstration"
mode = "demo"
[listen]
address = "127.0.0.1"
port = $center_tls
certificate = "tls/server.pem"
certificate_key = "tls/server.key"
authority = "tls/ca.pem"
demo_plain_port = $center_plain
hosts = ["localhost", "127.0.0.1"]
[folders]
data = "centre/data"
package = "$root/deploy/demo-package"
pages = "$web"
trust = "trust"
[keys]
machine_secret = "centre/keys/machine.secret"
centre = "centre/keys/centre.key"
invigilators = "centre/keys/invigilators"
[registry]
url = "https://localhost:$registry_tls"
ca = "tls/ca.pem"
[room]
stations = 200
[log]
file = "log/center.log"
END
    cat >"$at/registry.toml" <<END
[registry]
name = "Registre de démonstration"
did = "did:web:registre.probant.example"
mode = "demo"
[certificates]
issue = "${issue:-on_acceptance}"
verify_url = "http://localhost:$registry_plain/?code="
[listen]
address = "127.0.0.1"
port = $registry_tls
certificate = "tls/server.pem"
certificate_key = "tls/server.key"
demo_plain_port = $registry_plain
hosts = ["localhost", "127.0.0.1"]
[folders]
data = "registry/data"
banks = "registry/banks"
pages = "$web"
trust = "trust"
[keys]
machine_secret = "registry/keys/machine.secret"
receipt = "registry/keys/registry_receipt.key"
certificate = "registry/keys/registry_certificate.key"
age = "registry/keys/age.key"
[log]
file = "log/registry.log"
END
    mkdir -p "$at/log" "$at/registry/banks"
    cp -r "$root/deploy/demo-package" "$at/registry/banks/demo"
}

# The invigilator's key file is named by the account that opens it.
make_accounts() {
    local at=$1 account
    random_phrase >"$at/centre/manager.password"
    random_phrase >"$at/centre/invigilator.password"
    random_phrase >"$at/registry/staff.password"
    "$bin/probant-center" --config "$at/center.toml" account add --name responsable --role manager \
        --password-file "$at/centre/manager.password" >/dev/null
    account=$("$bin/probant-center" --config "$at/center.toml" account add --name surveillant \
        --role invigilator --password-file "$at/centre/invigilator.password")
    mv "$at/centre/keys/invigilator.key" "$at/centre/keys/invigilators/$account.key"
    "$bin/probant-registry" --config "$at/registry.toml" account add --name jury \
        --roles jury,publisher,auditor --password-file "$at/registry/staff.password" >/dev/null
}

make_ground() {
    local at=$1
    umask 077
    center_tls=$(free_port 8443 18443 28443)
    center_plain=$(free_port 8080 18080 28080)
    registry_tls=$(free_port 9443 19443 29443)
    registry_plain=$(free_port 9080 19080 29080)
    { make_keys "$at" && make_trust "$at" && make_tls "$at"; } >"$at/ground.log"
    write_configurations "$at"
    make_accounts "$at"
}
