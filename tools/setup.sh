#!/bin/sh
# Make a fresh Debian machine ready: virtual environment, browser, fonts, PostgreSQL for tests.
# Each part looks first, installs only what is missing, and says plainly what to do when it cannot.
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }
fail() { say "wangjian: $*"; exit 1; }
as_root() { [ "$(id -u)" = 0 ]; }

apt_install() {
    as_root && command -v apt-get >/dev/null 2>&1 || return 1
    say "wangjian: installing Debian packages: $*"
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >.venv/apt.log 2>&1 && return 0
    apt-get update >.venv/apt.log 2>&1 || return 1
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >>.venv/apt.log 2>&1
}

good_python() {
    for name in "${PYTHON:-}" python3 python3.11 python3.12 python3.13; do
        [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 || continue
        if "$name" -c 'import sys; raise SystemExit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
            printf '%s' "$name"
            return 0
        fi
    done
    return 1
}

make_venv() {
    python=$(good_python) || fail "需要 Python 3.11 至 3.13;请安装后重试，或用 PYTHON=/路径/python3 指定。
needs Python 3.11 to 3.13; install one, or name it: make PYTHON=/path/to/python3"
    if [ ! -x .venv/bin/pip ]; then
        rm -rf .venv
        if ! "$python" -m venv .venv >/dev/null 2>&1; then
            rm -rf .venv && mkdir .venv
            apt_install python3-venv || true
            rm -rf .venv
            "$python" -m venv .venv || fail "建不了虚拟环境：请先安装 python3-venv(apt-get install python3-venv)。
cannot make a virtual environment: install python3-venv first"
        fi
    fi
    say "wangjian: installing the pinned Python packages (a minute or two the first time)"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input -r tools/lock.txt ||
        fail "Python 软件包装不上：请看上面的提示，检查到软件源的网络。
the Python packages do not install: see the lines above, check the network to your package source"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --no-deps --no-build-isolation -e . >.venv/install.log 2>&1 ||
        { cat .venv/install.log >&2; fail "wangjian itself does not install (.venv/install.log)"; }
}

find_chromium() {
    .venv/bin/python -c 'from evidence.network.chromium import chromium_path; print(chromium_path())' 2>/dev/null
}

see_to_browser() {
    if [ -z "$(find_chromium)" ]; then
        apt_install chromium || say "wangjian: Debian's chromium could not be installed here; trying Playwright's own"
        if [ -z "$(find_chromium)" ]; then
            .venv/bin/python -m playwright install chromium >.venv/playwright.log 2>&1 || true
        fi
        [ -n "$(find_chromium)" ] || fail "找不到 Chromium:请安装（apt-get install chromium）,或用 WANGJIAN_CHROMIUM=/路径/chromium 指定。
no Chromium: install it (apt-get install chromium), or name it in WANGJIAN_CHROMIUM"
    fi
    see_to_fonts
}

has_font() {
    command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list ":lang=$1" family 2>/dev/null | head -n 1)" ]
}

see_to_fonts() {
    # Sellers write with emoji (早🐥泄): a box in a picture is no evidence of it.
    has_font und-zsye || apt_install fontconfig fonts-noto-color-emoji ||
        say "wangjian: 没有表情符号字体，截图中的表情会是方块：请安装 fonts-noto-color-emoji。
no emoji font, emoji in pictures would show boxes: install fonts-noto-color-emoji"
    has_font zh || apt_install fontconfig fonts-noto-cjk || fail "没有中文字体，截图会是方块：请安装 fonts-noto-cjk。
no Chinese font, pictures would show boxes: install fonts-noto-cjk"
}

see_to_openssl() {
    command -v openssl >/dev/null 2>&1 && return 0
    apt_install openssl || fail "缺少 openssl 程序（核对签名和时间戳用）：请安装 openssl。
the openssl program is missing (it checks seals and time-stamps): install openssl"
}

see_to_unzip() {
    command -v unzip >/dev/null 2>&1 && return 0
    apt_install unzip || fail "缺少 unzip 程序（测试按 VERIFY.txt 逐步核验证据包时用）：请安装 unzip。
the unzip program is missing (tests follow VERIFY.txt step by step with it): install unzip"
}

see_to_compiler() {
    command -v cc >/dev/null 2>&1 && return 0
    apt_install gcc libc6-dev || fail "缺少 C 编译器（测试用它造一个拨慢、拨快时钟的库）：请安装 gcc、libc6-dev。
no C compiler (tests make a library with it that shifts the clock): install gcc and libc6-dev"
}

# Foreign programs that judge or replay what wangjian made, each set in an environment of
# its own below .venv: wangjian imports none of them.
see_to_programs() {
    name=$1 lock=$2
    [ .venv/"$name"/.installed -nt "$lock" ] && return 0
    say "wangjian: installing the pinned programs of $lock (half a minute the first time)"
    rm -rf .venv/"$name"
    .venv/bin/python -m venv .venv/"$name" >.venv/"$name".log 2>&1 &&
        .venv/"$name"/bin/python -m pip install --quiet --disable-pip-version-check --no-input -r "$lock" ||
        fail "$lock 中的程序装不上：请看上面的提示，检查到软件源的网络。
the programs of $lock do not install: see the lines above, check the network to your package source"
    touch .venv/"$name"/.installed
}

see_to_postgresql() {
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && return 0
    command -v initdb >/dev/null 2>&1 && return 0
    apt_install postgresql || fail "测试需要 PostgreSQL 的程序（不需要运行中的服务）:请安装 postgresql。
the tests need PostgreSQL's programs (no running service): install postgresql"
}

case "${1:-}" in
venv) make_venv ;;
browser) see_to_browser ;;
tests)
    see_to_openssl
    see_to_unzip
    see_to_compiler
    see_to_postgresql
    see_to_programs validators tools/validators/lock.txt
    ;;
replay)
    see_to_openssl
    see_to_unzip
    see_to_programs validators tools/validators/lock.txt
    see_to_programs replay tools/validators/replay.txt
    ;;
*) fail "usage: tools/setup.sh venv|browser|tests|replay" ;;
esac
