/** Makers and kinds that tell which headset it is; the rest of a label may be its owner's name. */
const known =
  /\b(jabra|evolve\d*|engage|plantronics|poly|blackwire|voyager|logitech|sennheiser|epos|yealink|microsoft|apple|airpods|beats|sony|bose|jbl|hyperx|razer|steelseries|corsair|creative|rode|shure|blue|realtek|intel|amd|nvidia|hdmi|displayport|usb|bluetooth|hands-?free|headset|headphones?|microphone|speakers?|built-in|internal|external|webcam|camera|array|default|communications|monitor|pulseaudio|pipewire|fake|virtual|line)\b/gi

/** What a device is, in the words of its label that name no person; `unknown` when there are none. */
export const deviceKind = (label: string): string =>
  [...new Set((label.match(known) ?? []).map((word) => word.toLowerCase()))].slice(0, 6).join(' ') ||
  'unknown'
