/**
 * An SDP (RFC 8866) as it may be kept: what was offered and by which way, without keys, names and session numbers. Lines
 * of another shape than is known here are left out.
 */
export const stripSdp = (sdp: string): string =>
  sdp
    .split(/\r?\n/)
    .slice(0, MOST_LINES)
    .flatMap((line) => stripLine(line.trim()) ?? [])
    .join('\n')

const MOST_LINES = 150

const kept: RegExp[] = [
  /^v=0$/,
  /^t=0 0$/,
  /^c=IN IP[46] [\da-fA-F.:]{2,45}$/,
  /^m=(audio|video|image|application) \d{1,5} [\w/]{1,30}( [\w-]{1,20}){1,40}$/,
  /^b=(AS|TIAS|CT|RS|RR):\d{1,8}$/,
  /^a=(sendrecv|sendonly|recvonly|inactive|rtcp-mux|rtcp-rsize|ice-lite|ice2|end-of-candidates)$/,
  /^a=rtpmap:\d{1,3} [\w.-]{1,30}\/\d{1,6}(\/\d{1,2})?$/,
  /^a=(ptime|maxptime):\d{1,4}$/,
  /^a=rtcp:\d{1,5}( IN IP[46] [\da-fA-F.:]{2,45})?$/,
  /^a=setup:(actpass|active|passive|holdconn)$/,
  /^a=mid:[\w-]{1,8}$/,
  /^a=group:BUNDLE( [\w-]{1,8}){0,10}$/,
  /^a=rtcp-fb:(\d{1,3}|\*) [\w -]{1,40}$/,
]

function stripLine(line: string): string | undefined {
  const candidate =
    /^a=candidate:\S+ (\d) (\w{3}) \d+ ([\da-fA-F.:]{2,45}|[\w-]+\.local) (\d{1,5}) typ (host|srflx|prflx|relay)/.exec(
      line,
    )
  if (candidate) {
    const [, component, transport, address = '', port, type] = candidate
    return `a=candidate:* ${component} ${transport} * ${address.endsWith('.local') ? '*.local' : address} ${port} typ ${type}`
  }
  if (line.startsWith('a=fmtp:')) return fmtp(line)
  if (/^a=fingerprint:[\w-]{1,10} /.test(line)) return `${line.split(' ')[0]} [hidden]`
  return kept.some((shape) => shape.test(line)) ? line : undefined
}

/** A codec's parameters are numbers and words; a key among them (there is none that is known) would be longer. */
const fmtp = (line: string): string | undefined =>
  /^a=fmtp:\d{1,3} [\w=;.,/ -]{1,150}$/.test(line) && !/\w{20}/.test(line) && !/\d{8}/.test(line)
    ? line
    : undefined
