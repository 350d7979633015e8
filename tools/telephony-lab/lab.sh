#!/bin/bash
# A SIP network on loopback: Kamailio (UDP, TCP, WS, WSS), rtpengine in userspace, sipp as the telephone network.
# Usage: lab.sh install | start DIR | stop DIR | status DIR | crash DIR | revive DIR
#        lab.sh freeze DIR | thaw DIR | phone DIR USER
#        lab.sh call DIR USER [SECONDS [SCENARIO [NUMBER HZ SLOT]]] | trunk DIR [SECONDS [CALLS [HZ]]] | fault DIR NAME VALUE | rpc DIR METHOD [ARG...]
# Everything that it writes lies under DIR; every socket is on 127.0.0.1. See README.md.
set -uo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
PACKAGES="kamailio kamailio-websocket-modules kamailio-tls-modules rtpengine-daemon sip-tester openssl curl iproute2 sox espeak-ng"
SETTINGS="LAB_PORT_BASE LAB_RTP_MIN LAB_RTP_MAX LAB_CALLER_RTP LAB_TRUNK_RTP LAB_DOMAIN LAB_USERS LAB_IDS LAB_GROUP LAB_RECORD LAB_GRUU LAB_CODECS_TO_WS LAB_CODECS_TO_RTP LAB_NONCE_EXPIRE"
export PATH="$PATH:/usr/sbin:/sbin"
die() { echo "lab: $*" >&2; exit 1; }
say() { echo "lab: $*"; }

missing_packages() {
  local p
  for p in $PACKAGES; do
    dpkg-query -W -f='${db:Status-Abbrev}' "$p" 2>/dev/null | grep -q '^ii' || echo -n "$p "
  done
}

cmd_install() {
  local missing log rc made_policy=0
  missing=$(missing_packages)
  [ -n "$missing" ] || { say "packages present"; return 0; }
  [ "$(id -u)" = 0 ] || die "missing packages; as root: apt-get install --no-install-recommends $missing"
  command -v apt-get >/dev/null || die "no apt-get here; install by hand: $missing"
  log=$(mktemp)
  # For the time of the install no package may start a service of its own on this machine.
  if [ ! -e /usr/sbin/policy-rc.d ]; then
    printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d && chmod +x /usr/sbin/policy-rc.d && made_policy=1
  fi
  # shellcheck disable=SC2086
  { apt-get -o DPkg::Lock::Timeout=600 update -qq &&
    DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 install -y -qq --no-install-recommends $missing; } >"$log" 2>&1
  rc=$?
  [ $made_policy = 1 ] && rm -f /usr/sbin/policy-rc.d
  [ $rc = 0 ] || { tail -20 "$log" >&2; die "apt-get failed for: $missing"; }
  rm -f "$log"
  say "installed $missing"
}

load_env() { # DIR [save]
  [ -n "${1:-}" ] || die "which directory?"
  mkdir -p "$1/run" "$1/log" "$1/tls" "$1/rec/pcaps" "$1/rec/metadata" "$1/rec/tmp" || die "cannot write in $1"
  WORKDIR=$(cd "$1" && pwd)
  if [ "${2:-}" = save ]; then
    local v; : > "$WORKDIR/lab.env"
    for v in $SETTINGS; do [ -n "${!v:-}" ] && printf '%s=%q\n' "$v" "${!v}" >> "$WORKDIR/lab.env"; done
  elif [ -f "$WORKDIR/lab.env" ]; then . "$WORKDIR/lab.env"; fi
  local b=${LAB_PORT_BASE:-15060}
  SIP_PORT=$b; WS_PORT=$((b+1)); WSS_PORT=$((b+2)); TRUNK_PORT=$((b+3)); NG_PORT=$((b+4)); CLI_PORT=$((b+5)); CALLER_PORT=$((b+20))
  RTP_MIN=${LAB_RTP_MIN:-30000}; RTP_MAX=${LAB_RTP_MAX:-31999}
  DOMAIN=${LAB_DOMAIN:-lab.test}
  USERS=${LAB_USERS:-"1001:pw1001 1002:pw1002 1003:pw1003"}
  IDS=${LAB_IDS:-}
  GROUP=${LAB_GROUP:-1001,1002}
  RECORD=${LAB_RECORD:-off}
  GRUU=${LAB_GRUU:-1}
  CODECS_TO_WS=${LAB_CODECS_TO_WS:-}; CODECS_TO_RTP=${LAB_CODECS_TO_RTP:-}
  NONCE_EXPIRE=${LAB_NONCE_EXPIRE:-300}
}

alive() { # PIDFILE NAME
  [ -f "$1" ] && kill -0 "$(cat "$1")" 2>/dev/null && grep -qa "$2" "/proc/$(cat "$1")/cmdline"
}
port_free() { ! ss -Hln "$1" "sport = :$2" 2>/dev/null | grep -q .; }
wait_for() { local n=$1; shift; while [ "$n" -gt 0 ]; do "$@" >/dev/null 2>&1 && return 0; sleep 0.1; n=$((n-1)); done; return 1; }

rpc() { # METHOD [ARG...]: JSON-RPC over Kamailio's HTTP port
  local m=$1 a="" x; shift
  for x in "$@"; do [[ "$x" =~ ^-?[0-9]+$ ]] && a+="${a:+,}$x" || a+="${a:+,}\"$x\""; done
  curl -sS -m 5 -X POST -H 'Content-Type: application/json' \
    --data "{\"jsonrpc\":\"2.0\",\"method\":\"$m\",\"params\":[$a],\"id\":1}" "http://127.0.0.1:$WS_PORT/RPC"
}

render() {
  { echo 'event_route[htable:mod-init] {'
    local u; for u in $USERS; do echo "	\$sht(users=>${u%%:*}) = \"${u#*:}\";"; done
    for u in $IDS; do echo "	\$sht(ids=>${u%%:*}) = \"${u#*:}\";"; done
    echo "	\$sht(ctl=>record) = \"$RECORD\";"; echo "	\$sht(ctl=>group) = \"$GROUP\";"
    echo '}'; } > "$WORKDIR/run/users.cfg"
  local v s=""
  for v in WORKDIR DOMAIN SIP_PORT WS_PORT WSS_PORT TRUNK_PORT NG_PORT NONCE_EXPIRE GRUU CODECS_TO_WS CODECS_TO_RTP; do s+="s|@$v@|${!v}|g;"; done
  sed "$s" "$HERE/kamailio.cfg.in" > "$WORKDIR/run/kamailio.cfg"
  [ -s "$WORKDIR/tls/cert.pem" ] ||
    openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj "/CN=$DOMAIN" \
      -addext "subjectAltName=DNS:$DOMAIN,DNS:localhost,IP:127.0.0.1" \
      -keyout "$WORKDIR/tls/key.pem" -out "$WORKDIR/tls/cert.pem" 2>"$WORKDIR/log/openssl.log" || die "openssl failed, see $WORKDIR/log/openssl.log"
}

start_rtpengine() {
  ulimit -c 0
  # Without --config-file=none it would also read the system's configuration; --table=-1 keeps it out of the kernel.
  setsid rtpengine --config-file=none --foreground --log-stderr --log-level=5 --table=-1 --interface=lo/127.0.0.1 \
    --listen-ng=127.0.0.1:$NG_PORT --listen-cli=127.0.0.1:$CLI_PORT --port-min="$RTP_MIN" --port-max="$RTP_MAX" \
    --timeout=60 --silent-timeout=600 --offer-timeout=120 --delete-delay=0 --num-threads=2 \
    --recording-dir="$WORKDIR/rec" --recording-method=pcap --recording-format=eth \
    --pidfile="$WORKDIR/run/rtpengine.pid" </dev/null >"$WORKDIR/log/rtpengine.log" 2>&1 &
  wait_for 50 alive "$WORKDIR/run/rtpengine.pid" rtpengine || { tail -5 "$WORKDIR/log/rtpengine.log" >&2; die "rtpengine did not start"; }
}

start_kamailio() {
  rm -f "$WORKDIR/run/kamailio.pid" "$WORKDIR/run/kamailio_ctl"
  setsid kamailio -DD -E -f "$WORKDIR/run/kamailio.cfg" -P "$WORKDIR/run/kamailio.pid" -Y "$WORKDIR/run" -w "$WORKDIR/run" -m 128 -M 8 \
    </dev/null >>"$WORKDIR/log/kamailio.log" 2>&1 &
  wait_for 80 curl -fsS -m 1 "http://127.0.0.1:$WS_PORT/health" || { tail -5 "$WORKDIR/log/kamailio.log" >&2; die "kamailio did not answer on port $WS_PORT"; }
}

cmd_start() {
  [ -z "$(missing_packages)" ] || { [ "${LAB_INSTALL:-no}" = yes ] && cmd_install || die "missing packages: $(missing_packages)(lab.sh install, as root)"; }
  load_env "${1:-}" save
  cmd_stop "$WORKDIR" quiet
  local p
  for p in $SIP_PORT $WS_PORT $WSS_PORT; do port_free -t "$p" || die "TCP port $p is taken (set LAB_PORT_BASE)"; done
  for p in $SIP_PORT $NG_PORT; do port_free -u "$p" || die "UDP port $p is taken (set LAB_PORT_BASE)"; done
  render
  start_rtpengine
  kamailio -c -f "$WORKDIR/run/kamailio.cfg" -Y "$WORKDIR/run" >"$WORKDIR/log/kamailio-check.log" 2>&1 ||
    { grep -E 'ERROR|CRITICAL|error' "$WORKDIR/log/kamailio-check.log" | head >&2; cmd_stop "$WORKDIR" quiet; die "kamailio.cfg was rejected"; }
  start_kamailio
  printf '%s\n' "LAB_DOMAIN=$DOMAIN" "LAB_SIP=127.0.0.1:$SIP_PORT" "LAB_SIPS=127.0.0.1:$WSS_PORT" "LAB_WS=ws://127.0.0.1:$WS_PORT" "LAB_WSS=wss://127.0.0.1:$WSS_PORT" \
    "LAB_CA=$WORKDIR/tls/cert.pem" "LAB_TRUNK=127.0.0.1:$TRUNK_PORT" "LAB_NG=127.0.0.1:$NG_PORT" "LAB_RPC=http://127.0.0.1:$WS_PORT/RPC" \
    "LAB_REC=$WORKDIR/rec" | tee "$WORKDIR/run/env"
}

stop_one() { # PIDFILE NAME
  alive "$1" "$2" || { rm -f "$1"; return 0; }
  local pid; pid=$(cat "$1"); kill -TERM "$pid" 2>/dev/null
  wait_for 60 sh -c "! kill -0 $pid" || kill -KILL -- "-$pid" 2>/dev/null
  rm -f "$1"
}
cmd_stop() {
  [ "${2:-}" = quiet ] || load_env "${1:-}"
  stop_one "$WORKDIR/run/kamailio.pid" kamailio
  stop_one "$WORKDIR/run/rtpengine.pid" rtpengine
  [ "${2:-}" = quiet ] || say "stopped"
}

cmd_crash() { # as kill -9: the proxy and all its children, with no goodbye; rtpengine goes on
  load_env "${1:-}"
  alive "$WORKDIR/run/kamailio.pid" kamailio || die "kamailio is not running"
  kill -KILL -- "-$(cat "$WORKDIR/run/kamailio.pid")" || die "could not kill kamailio"
  wait_for 50 port_free -t "$WS_PORT" || die "kamailio's port did not close"
}
cmd_revive() { load_env "${1:-}"; start_kamailio; }

cmd_freeze() { # a half-open link: the proxy's processes stand still, its sockets stay open
  load_env "${1:-}"; alive "$WORKDIR/run/kamailio.pid" kamailio || die "kamailio is not running"
  kill -STOP -- "-$(cat "$WORKDIR/run/kamailio.pid")"
}
cmd_thaw() { load_env "${1:-}"; kill -CONT -- "-$(cat "$WORKDIR/run/kamailio.pid")"; }

cmd_phone() { # baresip, a telephone that others have made: registers over UDP, answers by itself, follows a REFER
  load_env "$1"; local user=${2:?which user} u password="" home
  command -v baresip >/dev/null || die "baresip is missing (Debian package baresip-core)"
  for u in $USERS; do [ "${u%%:*}" = "$user" ] && password=${u#*:}; done
  home="$WORKDIR/run/baresip-$user"; mkdir -p "$home"
  sox -n -r 8000 -c 1 -b 16 "$home/tone.wav" synth 60 sine 440 gain -10 || die "cannot make the tone (sox)"
  printf '%s\n' "sip_listen 127.0.0.1:$((SIP_PORT+6+user%10))" "net_interface 127.0.0.1" "rtp_ports $((RTP_MAX+101))-$((RTP_MAX+120))" \
    "module_path $(dirname "$(find /usr/lib -path '*baresip*' -name g711.so | head -1)")" \
    "audio_source aufile,$home/tone.wav" "audio_player aubridge,nowhere" \
    "module g711.so" "module aufile.so" "module aubridge.so" "module_app account.so" "module_app menu.so" > "$home/config"
  echo "<sip:$user@$DOMAIN>;auth_user=$user;auth_pass=$password;outbound=\"sip:127.0.0.1:$SIP_PORT\";answermode=auto;regint=60" > "$home/accounts"
  : > "$home/contacts"
  exec baresip -f "$home" </dev/null >"$WORKDIR/log/phone-$user.log" 2>&1
}

cmd_status() {
  load_env "${1:-}"; local rc=0 n
  for n in kamailio rtpengine; do
    if alive "$WORKDIR/run/$n.pid" $n; then say "$n running, pid $(cat "$WORKDIR/run/$n.pid")"; else say "$n not running"; rc=1; fi
  done
  return $rc
}

caller_audio() { # FILE HZ: a spoken caller, or one who sings a tone
  [ -s "$1" ] && return 0
  if [ "${2:-0}" != 0 ]; then
    sox -n -t al -r 8000 -c 1 "$1" synth 4 sine "$2" vol 0.5 2>/dev/null || die "cannot make a tone (sox)"
    return 0
  fi
  espeak-ng -w "$1.wav" -s 150 "Hello operator, this is the caller speaking. I would like to ask about my bill. Account number four five six seven. Can you hear me?" &&
    sox "$1.wav" -t al -r 8000 -c 1 "$1" 2>/dev/null || die "cannot make the caller's voice (espeak-ng, sox)"
}
cmd_call() { # -ci keeps sipp's control port on loopback too; else it listens everywhere
  load_env "$1"
  local user=${2:?which user} secs=${3:-10} scenario=${4:-caller} number=${5:-0501234567} hz=${6:-0} slot=${7:-0} dir
  # sipp takes the sound from where it stands, and two must not write the same files.
  dir="$WORKDIR/run/caller-$slot-$hz"; mkdir -p "$dir"
  caller_audio "$dir/caller.pcma" "$hz"
  cd "$dir" || exit 1
  exec timeout $((secs + 60)) sipp "127.0.0.1:$SIP_PORT" -sf "$HERE/sipp/$scenario.xml" -s "$user" -key caller "$number" -d $((secs * 1000)) -m 1 -l 1 \
    -i 127.0.0.1 -ci 127.0.0.1 -mi 127.0.0.1 -p $((CALLER_PORT + slot)) -mp $((${LAB_CALLER_RTP:-26000} + slot * 4)) -nostdin -timeout $((secs + 55)) \
    -trace_err -error_file "$WORKDIR/log/caller-$slot-errors.log" </dev/null >"$WORKDIR/log/caller-$slot.log" 2>&1
}
cmd_trunk() { # the far end of the trunk: answers 7xxx and +... after 200 ms, and echoes the sound or sings a tone
  local calls=() hz=${4:-0} dir scenario="$HERE/sipp/trunk-uas.xml" sound=(-rtp_echo)
  [ "${3:-0}" = 0 ] || calls=(-m "$3")
  load_env "$1"; dir="$WORKDIR/run/trunk-$hz"; mkdir -p "$dir"; cd "$dir" || exit 1
  if [ "$hz" != 0 ]; then
    caller_audio "$dir/caller.pcma" "$hz"
    sed -e 's/\[media_port\]/[rtpstream_audio_port]/' \
      -e '0,/<label id="1"/s||<nop><action><exec rtp_stream="caller.pcma,-1,8,PCMA/8000"/></action></nop>&|' "$scenario" > "$dir/sings.xml"
    scenario="$dir/sings.xml"; sound=()
  fi
  exec timeout "${2:-60}" sipp -sf "$scenario" -i 127.0.0.1 -ci 127.0.0.1 -mi 127.0.0.1 -p "$TRUNK_PORT" \
    -mp "${LAB_TRUNK_RTP:-28000}" "${sound[@]}" -nostdin "${calls[@]}" </dev/null >"$WORKDIR/log/trunk.log" 2>&1
}

case "${1:-}" in
  install) cmd_install ;;
  start) cmd_start "${2:-}" ;;
  stop) cmd_stop "${2:-}" ;;
  status) cmd_status "${2:-}" ;;
  crash) cmd_crash "${2:-}" ;;
  revive) cmd_revive "${2:-}" ;;
  freeze) cmd_freeze "${2:-}" ;;
  thaw) cmd_thaw "${2:-}" ;;
  phone) shift; cmd_phone "$@" ;;
  fault) load_env "${2:-}"; rpc htable.sets ctl "${3:?name}" "${4:?value}" >/dev/null || die "kamailio does not answer" ;;
  rpc) load_env "${2:-}"; shift 2; rpc "$@"; echo ;;
  call) shift; cmd_call "$@" ;;
  trunk) shift; cmd_trunk "$@" ;;
  *) sed -n 2,5p "${BASH_SOURCE[0]}"; exit 2 ;;
esac
