#!/usr/bin/env bash
# The certificate's PDF read by poppler, its QR code by zbar: programs that are not ours.
#
# SPDX-License-Identifier: EUPL-1.2
set -euo pipefail

probe="$1"
for tool in pdftotext pdftoppm pdfdetach zbarimg; do
    command -v "$tool" > /dev/null || {
        echo "skipped: $tool is not installed"
        exit 77
    }
done
folder="$(mktemp --directory)"
trap 'rm --recursive --force "$folder"' EXIT
"$probe" "$folder"
cd "$folder"

text="$(pdftotext -layout certificate.pdf -)"
says() { grep --fixed-strings --quiet "$1" <<< "$text"; }
expect() {
    says "$1" || {
        echo "the paper does not say: $1"
        exit 1
    }
}
expect "L’Hôpital-Œuvré"
expect "Niveau"
expect "571 sur 1024"
expect "Entre 505 et 637"
expect "Communication et collaboration"
expect "2 questions vues"
expect "Test surveillé du 21/11/2026"
expect "2 questions au plus par compétence"
expect "$(cat code)"

says "démonstration :" && { echo "a certificate of production says that it is a demonstration"; exit 1; }
text="$(pdftotext -layout demonstration.pdf -)"
expect "démonstration : ce document ne certifie rien"
expect "$(cat code)"

pages="$(pdfinfo certificate.pdf | sed --quiet 's/^Pages: *//p')"
[[ "$pages" == 1 ]] || { echo "the paper has $pages pages"; exit 1; }

pdfdetach -save 1 -o attached.json certificate.pdf
cmp attached.json certificate.json

pdftoppm -r 150 -png certificate.pdf page
read_back="$(zbarimg --quiet --raw page*.png)"
[[ "$read_back" == "https://registry.example/?code=$(cat code)" ]] || {
    echo "the QR code says: $read_back"
    exit 1
}
