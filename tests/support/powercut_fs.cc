// tests/support/powercut_fs.cc: a file system that forgets what was not synced.
//
// Role        FUSE 3, over a backing folder. Writes and truncations stay volatile until fsync or
//             fdatasync of that file. Creating <mount>/.power_cut drops every byte not synced, file
//             by file. A test tool: kept as short as it can be, exempt from the house's style.
// Settings    PL_TORN=1 keeps a random part of the last write not synced (a torn write);
//             PL_EIO=n: each n-th fsync answers EIO and drops the data; PL_ENOSPC=bytes: writes
//             beyond this total answer ENOSPC.
// Limits      Does not model directory entries that are lost.
//
// SPDX-License-Identifier: EUPL-1.2
// NOLINTBEGIN: a test tool taken as it is, in the manner of the C interface that it fills.
#define FUSE_USE_VERSION 31
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>
#include <mutex>
#include <set>
#include <string>

#include <dirent.h>
#include <fcntl.h>
#include <fuse3/fuse.h>
#include <sys/stat.h>
#include <unistd.h>
using S = std::string;
static S root;
static std::mutex mu;

struct F {
    S vol;
    bool dirty = false;
    S lastw;
    size_t lastoff = 0;
};

static std::map<S, F> m;
static long nsync = 0, cuts = 0, lost = 0;
static size_t total = 0;
static unsigned seed = 1;

static S P(const char* p) {
    return root + p;
}

static S slurp(const S& p) {
    std::ifstream f(p, std::ios::binary);
    return S((std::istreambuf_iterator<char>(f)), {});
}

static F& get(const char* p) {
    auto it = m.find(p);
    if (it == m.end()) {
        it = m.emplace(p, F{}).first;
        it->second.vol = slurp(P(p));
    }
    return it->second;
}

static int flush(const char* p, F& f) {
    int fd = open(P(p).c_str(), O_WRONLY | O_CREAT, 0600);
    if (fd < 0) return -errno;
    size_t o = 0;
    while (o < f.vol.size()) {
        ssize_t n = pwrite(fd, f.vol.data() + o, f.vol.size() - o, o);
        if (n < 0) {
            close(fd);
            return -EIO;
        }
        o += n;
    }
    if (ftruncate(fd, f.vol.size())) {}
    close(fd);
    f.dirty = false;
    f.lastw.clear();
    return 0;
}

static void cut() {
    cuts++;
    for (auto& [p, f] : m)
        if (f.dirty) {
            S d = slurp(P(p.c_str()));
            lost++;
            if (getenv("PL_TORN") && f.lastw.size() > 1) {
                size_t k = rand_r(&seed) % f.lastw.size();
                if (f.lastoff <= d.size()) {
                    d.resize(std::max(d.size(), f.lastoff + k));
                    memcpy(&d[f.lastoff], f.lastw.data(), k);
                    f.vol = d;
                    flush(p.c_str(), f);
                }
            }
        }
    m.clear();
    fprintf(
        stderr, "power cut %ld: %ld dirty files dropped so far, %ld fsyncs\n", cuts, lost, nsync);
}

#define L std::lock_guard<std::mutex> g(mu)

static int ga(const char* p, struct stat* st, fuse_file_info*) {
    L;
    if (lstat(P(p).c_str(), st)) return -errno;
    auto it = m.find(p);
    if (it != m.end()) st->st_size = it->second.vol.size();
    return 0;
}

static int rdir(
    const char* p, void* b, fuse_fill_dir_t fl, off_t, fuse_file_info*, fuse_readdir_flags) {
    DIR* d = opendir(P(p).c_str());
    if (!d) return -errno;
    while (auto* e = readdir(d))
        fl(b, e->d_name, nullptr, 0, (fuse_fill_dir_flags)0);
    closedir(d);
    return 0;
}

static int cr(const char* p, mode_t md, fuse_file_info*) {
    L;
    if (S(p) == "/.power_cut") {
        cut();
    }
    int fd = open(P(p).c_str(), O_CREAT | O_WRONLY, md);
    if (fd < 0) return -errno;
    close(fd);
    get(p);
    return 0;
}

static int op(const char* p, fuse_file_info* fi) {
    L;
    if (access(P(p).c_str(), F_OK)) return -errno;
    F& f = get(p);
    if (fi->flags & O_TRUNC) {
        f.vol.clear();
        f.dirty = true;
    }
    return 0;
}

static int rd(const char* p, char* b, size_t n, off_t o, fuse_file_info*) {
    L;
    F& f = get(p);
    if ((size_t)o >= f.vol.size()) return 0;
    n = std::min(n, f.vol.size() - (size_t)o);
    memcpy(b, f.vol.data() + o, n);
    return n;
}

static int wr(const char* p, const char* b, size_t n, off_t o, fuse_file_info*) {
    L;
    F& f = get(p);
    total += n;
    if (getenv("PL_ENOSPC") && total > strtoul(getenv("PL_ENOSPC"), nullptr, 10)) return -ENOSPC;
    if (f.vol.size() < o + n) f.vol.resize(o + n);
    memcpy(&f.vol[o], b, n);
    f.dirty = true;
    f.lastw.assign(b, n);
    f.lastoff = o;
    return n;
}

static int tr(const char* p, off_t n, fuse_file_info*) {
    L;
    F& f = get(p);
    f.vol.resize(n);
    f.dirty = true;
    return 0;
}

static int fs(const char* p, int, fuse_file_info*) {
    L;
    nsync++;
    F& f = get(p);
    const char* e = getenv("PL_EIO");
    if (e && nsync % atol(e) == 0) {
        m.erase(p);
        return -EIO;
    }
    return f.dirty ? flush(p, f) : 0;
}

static int un(const char* p) {
    L;
    m.erase(p);
    return unlink(P(p).c_str()) ? -errno : 0;
}

static int rn(const char* a, const char* b, unsigned) {
    L;
    auto it = m.find(a);
    if (it != m.end()) {
        m[b] = it->second;
        m.erase(a);
    }
    return rename(P(a).c_str(), P(b).c_str()) ? -errno : 0;
}

static int mk(const char* p, mode_t d) {
    return mkdir(P(p).c_str(), d) ? -errno : 0;
}

static int rmd(const char* p) {
    return rmdir(P(p).c_str()) ? -errno : 0;
}

static int chm(const char* p, mode_t d, fuse_file_info*) {
    return chmod(P(p).c_str(), d) ? -errno : 0;
}

static int utn(const char*, const timespec*, fuse_file_info*) {
    return 0;
}

static int fd_(const char*, int, fuse_file_info*) {
    return 0;
}

static void* init(fuse_conn_info*, fuse_config* c) {
    c->direct_io = 0;
    c->kernel_cache = 0;
    c->auto_cache = 0;
    c->attr_timeout = 0;
    c->entry_timeout = 0;
    c->negative_timeout = 0;
    return nullptr;
}

int main(int c, char** v) {
    root = v[1];
    fuse_operations o{};
    o.init = init;
    o.getattr = ga;
    o.readdir = rdir;
    o.create = cr;
    o.open = op;
    o.read = rd;
    o.write = wr;
    o.truncate = tr;
    o.fsync = fs;
    o.unlink = un;
    o.rename = rn;
    o.mkdir = mk;
    o.rmdir = rmd;
    o.chmod = chm;
    o.utimens = utn;
    o.fsyncdir = fd_;
    v[1] = v[0];
    return fuse_main(c - 1, v + 1, &o, nullptr);
}

// NOLINTEND
