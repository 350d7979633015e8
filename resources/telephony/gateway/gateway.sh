#!/bin/bash
# The gateway's two programs with the settings of one file. See README.md.
# Usage: gateway.sh install | check [ENV] | sip [ENV] | media [ENV]      (ENV: /etc/kommutator-gateway/gateway.env)
# `sip` and `media` stay in the foreground; the systemd units start them.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
PACKAGES="kamailio kamailio-websocket-modules kamailio-tls-modules rtpengine-daemon"
ETC=/etc/kommutator-gateway
DIGITS='^[0-9]{2,6}$'
export PATH="$PATH:/usr/sbin:/sbin"
die() { echo "gateway: $*" >&2; exit 1; }

settings() {
  local file=${1:-$ETC/gateway.env} name value
  [ -r "$file" ] || die "cannot read $file"
  while IFS='=' read -r name value || [ -n "$name" ]; do
    [[ $name =~ ^GW_[A-Z_]+$ ]] && export "$name=${value%$'\r'}"
  done < "$file"
  for name in GW_PBX_HOST GW_PBX_SOURCES GW_DOMAINS GW_LISTEN_IP GW_CERTIFICATE GW_PRIVATE_KEY; do
    [ -n "${!name:-}" ] || die "$name is not set in $file"
  done
  : "${GW_PBX_PORT:=5060}" "${GW_PBX_TRANSPORT:=udp}" "${GW_USERS:=$DIGITS}" "${GW_CALLER_IDS:=^\$}" "${GW_VERIFY_PBX:=1}" "${GW_PBX_MEDIA:=RTP/AVP}"
  : "${GW_PBX_CA:=/etc/ssl/certs/ca-certificates.crt}" "${GW_TRANSCODE:=yes}" "${GW_ADDRESS:=$GW_LISTEN_IP}" "${GW_SIP_PORT:=5060}"
  : "${GW_SIP_TLS_PORT:=5061}" "${GW_WSS_IP:=$GW_LISTEN_IP}" "${GW_WSS_PORT:=8443}" "${GW_MEDIA_PBX:=$GW_LISTEN_IP}"
  : "${GW_MEDIA_CONSOLE:=$GW_WSS_IP}" "${GW_RTP_MIN:=30000}" "${GW_RTP_MAX:=39999}" "${GW_ORIGINS:=^\$}" "${GW_PACKETS:=200}"
  : "${GW_HANDSHAKES:=60}" "${GW_FAILURES:=10}" "${GW_CALLS:=30}" "${GW_NG_ADDRESS:=127.0.0.1:2223}" "${GW_RUN:=/run/kommutator-gateway}"

  local port=$GW_SIP_PORT
  unset GW_USE_TLS
  case $GW_PBX_TRANSPORT in
    udp | tcp) ;;
    tls) port=$GW_SIP_TLS_PORT; export GW_USE_TLS=1 ;;
    *) die "GW_PBX_TRANSPORT is udp, tcp or tls, not $GW_PBX_TRANSPORT" ;;
  esac
  GW_PBX_NAME=$GW_PBX_HOST
  GW_PBX_URI="sip:$GW_PBX_HOST:$GW_PBX_PORT;transport=$GW_PBX_TRANSPORT"
  GW_PBX_SOCKET="$GW_PBX_TRANSPORT:$GW_LISTEN_IP:$port"
  GW_CONTACT_HOST="$GW_ADDRESS:$port;transport=$GW_PBX_TRANSPORT"
  GW_NG="udp:$GW_NG_ADDRESS"
  GW_CTL="unix:$GW_RUN/kamailio_ctl"

  local secure="SDES-off" to_pbx="" to_console=""
  unset GW_USE_OPUS
  case $GW_PBX_MEDIA in
    RTP/AVP) ;;
    RTP/SAVP) secure="" ;;
    *) die "GW_PBX_MEDIA is RTP/AVP or RTP/SAVP, not $GW_PBX_MEDIA" ;;
  esac
  if [ "$GW_TRANSCODE" = yes ]; then
    export GW_USE_OPUS=1
    to_pbx="codec-mask-all codec-transcode-PCMA codec-transcode-PCMU codec-transcode-telephone-event"
    to_console="codec-mask-all codec-transcode-opus codec-transcode-telephone-event"
  fi
  GW_MEDIA_TO_PBX="replace-origin direction=console direction=pbx ICE=remove $GW_PBX_MEDIA rtcp-mux-demux DTLS=off $secure $to_pbx"
  GW_MEDIA_TO_CONSOLE="replace-origin direction=pbx direction=console ICE=force UDP/TLS/RTP/SAVPF rtcp-mux-offer generate-mid SDES-off DTLS=passive $to_console"

  for name in $(compgen -v GW_); do export "${name?}"; done
  mkdir -p "$GW_RUN" 2>/dev/null || true
  [ -w "$GW_RUN" ] || die "cannot write in $GW_RUN"
}

media_conf() {
  local name script=""
  for name in GW_MEDIA_PBX GW_MEDIA_CONSOLE GW_NG_ADDRESS GW_RTP_MIN GW_RTP_MAX; do script+="s|@$name@|${!name}|g;"; done
  sed "$script" "$HERE/rtpengine.conf.in" > "$GW_RUN/rtpengine.conf"
}

cmd_check() {
  settings "${1:-}"
  [ -r "$GW_CERTIFICATE" ] && [ -r "$GW_PRIVATE_KEY" ] || die "cannot read the certificate or its key"
  openssl x509 -in "$GW_CERTIFICATE" -noout -checkend 0 >/dev/null || die "the certificate has expired"
  [ "$(openssl x509 -in "$GW_CERTIFICATE" -noout -pubkey)" = "$(openssl pkey -in "$GW_PRIVATE_KEY" -pubout)" ] ||
    die "the private key is not that of the certificate"
  kamailio -c -f "$HERE/kamailio.cfg" -Y "$GW_RUN" >"$GW_RUN/check.log" 2>&1 || { grep -E 'ERROR|CRITICAL' "$GW_RUN/check.log" >&2; die "Kamailio refuses the settings"; }
  echo "gateway: the settings are good"
}

cmd_install() {
  [ "$(id -u)" = 0 ] || die "install as root"
  command -v apt-get >/dev/null || die "no apt-get here; install by hand: $PACKAGES"
  apt-get update -qq
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $PACKAGES openssl ca-certificates
  # The packages' own services would take the same ports.
  systemctl disable --now kamailio rtpengine-daemon 2>/dev/null || true
  id kommutator-gateway >/dev/null 2>&1 || useradd --system --no-create-home --shell /usr/sbin/nologin kommutator-gateway
  install -d -m 755 /usr/local/lib/kommutator-gateway
  install -m 755 "$HERE/gateway.sh" /usr/local/lib/kommutator-gateway/
  install -m 644 "$HERE/kamailio.cfg" "$HERE/rtpengine.conf.in" /usr/local/lib/kommutator-gateway/
  install -d -m 750 -o root -g kommutator-gateway "$ETC" "$ETC/tls"
  [ -e "$ETC/gateway.env" ] || install -m 640 -g kommutator-gateway "$HERE/gateway.env" "$ETC/gateway.env"
  install -m 644 "$HERE"/systemd/*.service /etc/systemd/system/
  systemctl daemon-reload
  echo "gateway: installed. Edit $ETC/gateway.env, put the certificate into $ETC/tls, then:"
  echo "  /usr/local/lib/kommutator-gateway/gateway.sh check && systemctl enable --now kommutator-gateway-media kommutator-gateway-sip"
}

case "${1:-}" in
  install) cmd_install ;;
  check) cmd_check "${2:-}" ;;
  sip) settings "${2:-}"; exec kamailio -DD -E -f "$HERE/kamailio.cfg" -P "$GW_RUN/kamailio.pid" -Y "$GW_RUN" -w "$GW_RUN" -m 128 -M 16 ;;
  media) settings "${2:-}"; media_conf; exec rtpengine --config-file="$GW_RUN/rtpengine.conf" --config-section=rtpengine --foreground --pidfile="$GW_RUN/rtpengine.pid" "${@:3}" ;;
  *) sed -n 3,4p "${BASH_SOURCE[0]}"; exit 2 ;;
esac
