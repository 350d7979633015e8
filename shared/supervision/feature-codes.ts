import type { Monitoring } from './settings.ts'

export type MonitorMode = 'listen' | 'whisper' | 'barge'
export type MonitorDial = { number: string; tones?: string }

/**
 * What is set up on the phone system for each style. Asterisk: a feature code per mode that runs ChanSpy with `q`, `qw`
 * or `qB` on the extension's channel. FreeSWITCH: `88<ext>` runs eavesdrop with `eavesdrop_enable_dtmf=true`, where
 * tone 2 speaks to the operator, 3 to both, and 0 to nobody.
 */
export const monitorPresets: Record<'asterisk' | 'freeswitch', Omit<Monitoring, 'by'>> = {
  asterisk: { listen: '*222{ext}', whisper: '*223{ext}', barge: '*224{ext}' },
  freeswitch: { listen: '88{ext}', whisper: '88{ext},2', barge: '88{ext},3' },
}

/** What the supervisor's own line dials to join; undefined without a code for this mode or an extension to put in it. */
export function monitorDial(
  monitoring: Monitoring,
  mode: MonitorMode,
  extension: string | undefined,
): MonitorDial | undefined {
  const template = monitoring[mode] || presetOf(monitoring)?.[mode] || ''
  if (!template || (template.includes('{ext}') && !extension?.match(/^[\w.+-]{1,32}$/))) return undefined
  const [number = '', tones] = template.split(',')
  const dialled = number.replaceAll('{ext}', extension ?? '')
  return tones ? { number: dialled, tones } : { number: dialled }
}

const presetOf = ({ by }: Monitoring) =>
  by === 'asterisk' || by === 'freeswitch' ? monitorPresets[by] : undefined

/** Tones that change the mode of a monitoring call that is on, where the phone system can do that (FreeSWITCH). */
export function modeTones({ by }: Monitoring, mode: MonitorMode): string | undefined {
  return by === 'freeswitch' ? { listen: '0', whisper: '2', barge: '3' }[mode] : undefined
}
