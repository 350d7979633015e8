import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'
import {
  dark,
  darkContrast,
  light,
  lightContrast,
  measures,
  type Scheme,
  shadowDark,
  shadowLight,
} from './tokens.ts'

/** Mantine drawn with our tokens: its own neutrals and sizes are replaced, so that it sits on our surfaces. */
const asVars = (scheme: Scheme): Record<string, string> =>
  Object.fromEntries(Object.entries(scheme).map(([name, value]) => [`--k-${name}`, value]))

const mantineOverrides = (s: typeof light): Record<string, string> => ({
  '--mantine-color-body': s.canvas,
  '--mantine-color-text': s.text,
  '--mantine-color-bright': s.text,
  '--mantine-color-dimmed': s.dim,
  '--mantine-color-placeholder': s.faint,
  '--mantine-color-anchor': s.accent,
  '--mantine-color-error': s.red,
  '--mantine-color-default': s.surface,
  '--mantine-color-default-hover': s.hover,
  '--mantine-color-default-color': s.text,
  '--mantine-color-default-border': s.border,
  '--mantine-color-disabled': s.chip,
  '--mantine-color-disabled-color': s.faint,
  '--mantine-primary-color-filled': s['accent-fill'],
  '--mantine-primary-color-filled-hover': s['accent-fill-hover'],
  '--mantine-primary-color-light': s['accent-tint'],
  '--mantine-primary-color-light-hover': s.selected,
  '--mantine-primary-color-light-color': s.accent,
  '--mantine-color-petrol-filled': s['accent-fill'],
  '--mantine-color-petrol-filled-hover': s['accent-fill-hover'],
  '--mantine-color-petrol-light': s['accent-tint'],
  '--mantine-color-petrol-light-hover': s.selected,
  '--mantine-color-petrol-light-color': s.accent,
  '--mantine-color-petrol-text': s.accent,
  '--mantine-color-petrol-outline': s.accent,
  '--mantine-color-red-filled': s['red-fill'],
  '--mantine-color-red-light': s['red-tint'],
  '--mantine-color-red-light-color': s.red,
  '--mantine-color-red-text': s.red,
  '--mantine-color-green-filled': s['green-fill'],
  '--mantine-color-green-light': s['green-tint'],
  '--mantine-color-green-light-color': s.green,
  '--mantine-color-green-text': s.green,
  '--mantine-color-gray-text': s.dim,
  '--mantine-color-gray-light-color': s.dim,
})
const petrol: MantineColorsTuple = [
  '#eaf5f6',
  '#d9e8ea',
  '#b3d3d8',
  '#86bbc3',
  '#67c4cf',
  '#3d96a3',
  '#1a7f8d',
  '#16707d',
  '#0c6170',
  '#0a5260',
]

/** Mantine's own neutrals, replaced so that its inputs, menus and skeletons sit on our surfaces. */
const gray: MantineColorsTuple = [
  '#faf9f7',
  '#f1f0ed',
  '#e6e4df',
  '#dedcd6',
  '#c4c2bb',
  '#85837c',
  '#626569',
  '#505357',
  '#36393c',
  '#1b1c1e',
]
const night: MantineColorsTuple = [
  '#e8e9e9',
  '#b0b5b7',
  '#979da0',
  '#757c7f',
  '#303436',
  '#2d3234',
  '#202324',
  '#181a1b',
  '#141617',
  '#0f1011',
]

/** Meaning colours as Mantine tuples: pale end for text on dark, deep end for fills with white text. */
const fill = (deep: string, pale: string): MantineColorsTuple => [
  pale,
  pale,
  pale,
  pale,
  pale,
  deep,
  deep,
  deep,
  deep,
  deep,
]

const height = (part: string, h: string, px: string, fz: string) => ({
  [`--${part}-height`]: h,
  [`--${part}-padding-x`]: px,
  [`--${part}-fz`]: fz,
})

export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 8, dark: 7 },
  colors: { petrol, gray, dark: night, green: fill('#1a7544', '#62c98d'), red: fill('#bf2c24', '#ff8a80') },
  shadows: { sm: 'var(--k-e1)', md: 'var(--k-e2)', xl: 'var(--k-e3)' },
  white: '#ffffff',
  black: '#1b1c1e',
  fontFamily: "'Inter Variable', system-ui, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'Cascadia Mono', 'SF Mono', Menlo, 'DejaVu Sans Mono', monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1.3334', sm: '1.5385', md: '1.4286', lg: '1.5', xl: '1.4' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '12px' },
  defaultRadius: 'sm',
  headings: {
    fontWeight: '600',
    sizes: { h1: { fontSize: '1.25rem', lineHeight: '1.4' }, h2: { fontSize: '1rem', lineHeight: '1.5' } },
  },
  cursorType: 'default',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Button: {
      defaultProps: { size: 'xs' },
      vars: (_theme: unknown, props: { size?: string }) => ({
        root:
          props.size === 'sm'
            ? height('button', '36px', '16px', '0.875rem')
            : height('button', '28px', '10px', '0.8125rem'),
      }),
      styles: { root: { fontWeight: 500 } },
    },
    ActionIcon: { defaultProps: { size: 28, variant: 'subtle', color: 'gray' } },
    Input: {
      defaultProps: { size: 'xs' },
      vars: () => ({
        wrapper: {
          '--input-height': '32px',
          '--input-fz': '0.8125rem',
          '--input-bd': 'var(--k-border-strong)',
          '--input-bd-focus': 'var(--k-focus)',
        },
      }),
    },
    InputWrapper: {
      styles: {
        label: { fontWeight: 500, color: 'var(--k-dim)', marginBottom: 4 },
        error: { fontSize: '0.75rem', lineHeight: '16px' },
      },
    },
    TextInput: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'xs', withThumbIndicator: false } },
    SegmentedControl: { defaultProps: { size: 'xs', withItemsBorders: false } },
    Badge: {
      defaultProps: { radius: 'xs', variant: 'light' },
      styles: { root: { textTransform: 'none', fontWeight: 500, fontSize: '0.75rem', height: 20 } },
    },
    Kbd: {
      styles: {
        root: {
          fontFamily: 'inherit',
          fontSize: '0.6875rem',
          fontWeight: 500,
          lineHeight: '16px',
          padding: '0 4px',
          color: 'var(--k-dim)',
          background: 'var(--k-surface)',
          borderColor: 'var(--k-border)',
        },
      },
    },
    Menu: {
      defaultProps: { shadow: 'md', transitionProps: { duration: 90 } },
      styles: { item: { minHeight: 32, padding: '4px 12px' }, itemSection: { color: 'var(--k-dim)' } },
    },
    Tooltip: { defaultProps: { openDelay: 400, transitionProps: { duration: 90 } } },
    Modal: {
      defaultProps: {
        transitionProps: { duration: 160 },
        overlayProps: { color: 'transparent' },
        // Its header is no banner of the page, which has one.
        attributes: { header: { role: 'none' } },
      },
    },
  },
})

const resolver =
  (day: typeof light, night: typeof light): CSSVariablesResolver =>
  () => ({
    variables: asVars(measures),
    light: { ...asVars({ ...day, ...shadowLight }), ...mantineOverrides(day) },
    dark: { ...asVars({ ...night, ...shadowDark }), ...mantineOverrides(night) },
  })
export const cssVariablesResolver = resolver(light, dark)
/** The same page for eyes that need more contrast. */
export const contrastResolver = resolver({ ...light, ...lightContrast }, { ...dark, ...darkContrast })
