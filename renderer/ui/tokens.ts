/**
 * Every colour, size and duration of the console. Components read `var(--k-*)` and never a raw value.
 * One accent (petrol); green, red and amber only ever mean call, danger and attention.
 */
export type Scheme = Record<string, string>

export const light = {
  // surfaces, from the furthest to the nearest
  app: '#f1f0ed',
  canvas: '#faf9f7',
  surface: '#ffffff',
  raised: '#ffffff',
  sunken: '#e9e8e4',
  chip: '#e6e4df',
  hover: '#e7e5e0',
  selected: '#d9e8ea',
  own: '#e0eef0',
  scrim: 'rgba(28, 29, 31, 0.32)',
  // lines
  border: '#dedcd6',
  'border-strong': '#85837c',
  // text
  text: '#1b1c1e',
  dim: '#505357',
  faint: '#626569',
  // the one accent
  accent: '#0c6170',
  'accent-fill': '#0c6170',
  'accent-fill-hover': '#0a5260',
  'accent-tint': '#d9e8ea',
  'on-fill': '#ffffff',
  focus: '#0c6170',
  // meaning
  green: '#17693c',
  'green-fill': '#1a7544',
  'green-tint': '#dfefe4',
  red: '#b3261e',
  'red-fill': '#bf2c24',
  'red-tint': '#fbe6e3',
  amber: '#7d4e00',
  'amber-fill': '#b97700',
  'amber-tint': '#fdf0cc',
  'amber-line': '#dcb24c',
  // channels: thin bars and icons only, always beside a label
  'ch-site': '#5a5f66',
  'ch-telegram': '#0d649a',
  'ch-whatsapp': '#0e6c36',
  'ch-vk': '#2b5fc4',
  'ch-viber': '#6f45c6',
  'ch-email': '#8c510e',
  'ch-sms': '#6c5f00',
  'ch-phone': '#0c6170',
  'ch-bot': '#74519c',
  // two lanes of a recording
  'lane-operator': '#0c6170',
  'lane-customer': '#8a5a2b',
  'lane-rest': '#b9b7b0',
} satisfies Scheme

export const dark = {
  app: '#141617',
  canvas: '#181a1b',
  surface: '#202324',
  raised: '#272b2c',
  sunken: '#0f1011',
  chip: '#2d3234',
  hover: '#24282a',
  selected: '#1c3539',
  own: '#1b373b',
  scrim: 'rgba(0, 0, 0, 0.56)',
  border: '#303436',
  'border-strong': '#757c7f',
  text: '#e8e9e9',
  dim: '#b0b5b7',
  faint: '#979da0',
  accent: '#67c4cf',
  'accent-fill': '#16707d',
  'accent-fill-hover': '#1a7f8d',
  'accent-tint': '#1c3539',
  'on-fill': '#ffffff',
  focus: '#67c4cf',
  green: '#62c98d',
  'green-fill': '#1f8150',
  'green-tint': '#193526',
  red: '#ff8a80',
  'red-fill': '#c0382f',
  'red-tint': '#40211f',
  amber: '#ecbd55',
  'amber-fill': '#d59a25',
  'amber-tint': '#352b14',
  'amber-line': '#7a6124',
  'ch-site': '#a3a9ad',
  'ch-telegram': '#5db4ea',
  'ch-whatsapp': '#55c27f',
  'ch-vk': '#7fa6f2',
  'ch-viber': '#b197f0',
  'ch-email': '#d9a05b',
  'ch-sms': '#cdbb4a',
  'ch-phone': '#67c4cf',
  'ch-bot': '#c2a2e6',
  'lane-operator': '#67c4cf',
  'lane-customer': '#d9a878',
  'lane-rest': '#4b5154',
} satisfies Scheme

/** Same in both themes. Every length is a multiple of 4 (hairlines and the 2 px channel bar apart). */
export const measures = {
  rail: '56px',
  list: '300px',
  card: '340px',
  strip: '36px',
  callbar: '52px',
  row: '64px',
  'row-compact': '44px',
  bubble: '480px',
  'fs-11': '0.6875rem',
  'fs-12': '0.75rem',
  'fs-13': '0.8125rem',
  'fs-14': '0.875rem',
  'fs-16': '1rem',
  'fs-20': '1.25rem',
  'fs-28': '1.75rem',
  'r-4': '4px',
  'r-6': '6px',
  'r-8': '8px',
  'r-12': '12px',
  fast: '90ms',
  base: '160ms',
  ease: 'cubic-bezier(0.2, 0, 0, 1)',
} satisfies Scheme

export const shadowLight = {
  e1: '0 1px 2px rgba(28, 29, 31, 0.06)',
  e2: '0 4px 16px rgba(28, 29, 31, 0.12), 0 0 0 1px rgba(28, 29, 31, 0.06)',
  e3: '0 12px 40px rgba(28, 29, 31, 0.20), 0 0 0 1px rgba(28, 29, 31, 0.08)',
} satisfies Scheme

export const shadowDark = {
  e1: '0 1px 2px rgba(0, 0, 0, 0.4)',
  e2: '0 4px 16px rgba(0, 0, 0, 0.5), 0 0 0 1px #363b3d',
  e3: '0 12px 40px rgba(0, 0, 0, 0.6), 0 0 0 1px #3d4345',
} satisfies Scheme
