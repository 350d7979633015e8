import { Popover } from '@mantine/core'
import { IconBox } from '@tabler/icons-react'
import { useState } from 'react'
import type { Call } from '../../../shared/softphone/call.ts'
import { barsOf, type CallQuality, toneOf } from '../../../shared/softphone/quality.ts'
import { decimal } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Button, Tip } from '../../ui/primitives.tsx'
import css from './quality.module.css'
import { useQuality } from './store.ts'
import { texts } from './texts.ts'

const words = { 4: 'excellent', 3: 'good', 2: 'fair', 1: 'poor' } as const
const heights = [4, 7, 10, 13] as const

/** How a call sounds: bars and the figure, and behind them what they are made of. Keeps its place before the first. */
export function MosMeter(props: { call: Call }) {
  const { callId, phase } = props.call
  const say = useText(texts)
  const language = useLanguage()
  const quality = useQuality((s) => s.calls[callId])
  const [open, setOpen] = useState(false)
  if (phase !== 'connected') return null
  const mos = quality?.mos
  const score = mos === undefined ? '' : decimal(Math.round(mos * 10) / 10, language)
  const bars = mos === undefined ? 0 : barsOf(mos)
  const label = mos === undefined ? say('measuring') : say('meter', { score, word: say(words[barsOf(mos)]) })
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" shadow="md" trapFocus returnFocus>
      <span className={css.place}>
        <Tip label={label}>
          <Popover.Target>
            <button
              type="button"
              className={css.meter}
              data-tone={mos === undefined ? 'none' : toneOf(mos)}
              aria-label={label}
              data-testid="mos"
              onClick={() => setOpen(!open)}
            >
              <svg width="18" height="14" aria-hidden="true">
                {heights.map((height, i) => (
                  <rect
                    key={height}
                    x={i * 5}
                    y={14 - height}
                    width="3"
                    height={height}
                    rx="1"
                    data-on={i < bars}
                  />
                ))}
              </svg>
              <span className="num">{mos === undefined ? 'MOS' : `MOS ${score}`}</span>
            </button>
          </Popover.Target>
        </Tip>
      </span>
      <Popover.Dropdown p={12}>
        <Figures quality={quality} callId={callId} />
      </Popover.Dropdown>
    </Popover>
  )
}

function Figures(props: { quality: CallQuality | undefined; callId: string }) {
  const { quality, callId } = props
  const say = useText(texts)
  const language = useLanguage()
  const keep = useQuality((s) => s.keep)
  const percent = (n: number | undefined) =>
    n === undefined ? say('unknown') : say('percent', { n: decimal(n, language) })
  const ms = (n: number | undefined) => (n === undefined ? say('unknown') : say('ms', { n: Math.round(n) }))
  const facts: [string, string][] = [
    [say('lossHere'), percent(quality?.lossPercent)],
    [say('lossThere'), percent(quality?.remoteLossPercent)],
    [say('jitter'), ms(quality?.jitterMs)],
    [say('roundTrip'), ms(quality?.roundTripMs)],
    [say('way'), quality ? say(quality.candidate === 'relay' ? 'relay' : 'direct') : say('unknown')],
    [say('codec'), quality?.codec || say('unknown')],
  ]
  return (
    <div className={css.figures}>
      <dl className={css.facts}>
        {facts.map(([name, value]) => (
          <div key={name} className={css.fact}>
            <dt>{name}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
      <Button icon={IconBox} command="call.black-box" onClick={() => void keep(callId)}>
        {say('keep')}
      </Button>
      <p className={css.why}>{say('keepWhy')}</p>
    </div>
  )
}
