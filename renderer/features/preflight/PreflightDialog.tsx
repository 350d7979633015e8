import { Loader, Modal } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import type { Preflight, PreflightResult } from '../../../shared/softphone/preflight.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { figure } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { useCommand } from '../../keys/keys.tsx'
import { Icon } from '../../ui/icon.tsx'
import { LevelMeter } from '../../ui/LevelMeter.tsx'
import { useNow } from '../../ui/now.ts'
import { Button } from '../../ui/primitives.tsx'
import { setPresence } from '../presence/index.ts'
import css from './preflight.module.css'
import { closePreflight, openPreflight, usePreflight } from './store.ts'
import { preflightTexts } from './texts.ts'

/** What is tried before a shift, line by line as it goes: what was found, and what to do about it. Esc ends it. */
export function PreflightDialog() {
  const say = useText(preflightTexts)
  const bridge = useBridge()
  const { phase, results } = usePreflight((s) => s.state)
  const done = phase === 'done'
  const close = () => closePreflight(bridge)
  const start = () => {
    close()
    void setPresence(bridge, 'available')
  }
  useCommand('presence.available', start)
  return (
    <Modal.Root
      opened
      onClose={close}
      size={560}
      padding={0}
      yOffset="10vh"
      classNames={{ content: css.content ?? '', body: css.body ?? '' }}
    >
      <Modal.Overlay backgroundOpacity={0.2} />
      <Modal.Content aria-label={say('title')} radius="md" shadow="xl" data-testid="preflight">
        <Modal.Body>
          <div className={css.head}>
            <h2 className={css.title}>
              <span role="status">{say(headline(phase, results))}</span>
            </h2>
            <Progress />
          </div>
          <ul className={css.rows}>
            {results.map((result) => (
              <Row key={result.check} result={result} />
            ))}
          </ul>
          <div className={css.foot}>
            {done ? (
              <>
                <Button look="primary" command="presence.available" onClick={start} data-autofocus>
                  {say('start')}
                </Button>
                <Button look="quiet" onClick={() => void openPreflight(bridge)}>
                  {say('again')}
                </Button>
                {results.some((r) => r.light === 'amber' || r.light === 'red') && (
                  <span className={css.remark}>{say('remark')}</span>
                )}
              </>
            ) : (
              <Button look="quiet" caps="Esc" onClick={close} data-autofocus>
                {say('close')}
              </Button>
            )}
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

function headline(phase: Preflight['phase'], results: readonly PreflightResult[]) {
  const phases = {
    idle: 'title',
    quiet: 'quiet',
    speak: 'speak',
    echo: 'listening',
    network: 'network',
  } as const
  if (phase !== 'done') return phases[phase]
  if (results.some((r) => r.light === 'red')) return 'notReady'
  return results.some((r) => r.light === 'amber') ? 'almost' : 'ready'
}

function Progress() {
  const say = useText(preflightTexts)
  const startedAt = usePreflight((s) => s.startedAt)
  const endedAt = usePreflight((s) => s.endedAt)
  const results = usePreflight((s) => s.state.results)
  const now = useNow()
  const finished = results.filter((r) => r.light !== 'waiting' && r.light !== 'running').length
  const seconds = Math.max(0, Math.round(((endedAt ?? now) - startedAt) / 1000))
  return (
    <span className={`num ${css.progress}`} aria-live="off">
      {say('progress', { done: finished, all: results.length, seconds })}
    </span>
  )
}

function Row(props: { result: PreflightResult }) {
  const { check, light, finding, values } = props.result
  const say = useText(preflightTexts)
  const level = usePreflight((s) => s.level)
  const language = useLanguage()
  const written = Object.fromEntries(Object.entries(values).map(([name, v]) => [name, figure(v, language)]))
  const live = check === 'microphone' && light === 'running'
  return (
    <li className={css.row} data-light={light}>
      <span className={css.sign}>
        <Sign light={light} />
      </span>
      <span className={css.words}>
        <span className={css.name}>
          {say(check)}
          <span className="visually-hidden">: {say(light)}</span>
        </span>
        <span className={css.found} style={{ display: 'block' }}>
          {finding ? say(finding, written) : say(light)}
        </span>
      </span>
      {live && <LevelMeter level={level} />}
    </li>
  )
}

function Sign(props: { light: PreflightResult['light'] }) {
  switch (props.light) {
    case 'green':
      return <Icon of={IconCircleCheck} size={20} color="green" />
    case 'amber':
      return <Icon of={IconAlertTriangle} size={20} color="amber" />
    case 'red':
      return <Icon of={IconCircleX} size={20} color="red" />
    case 'running':
      return <Loader size={16} color="var(--k-accent)" />
    default:
      return <span className={css.dot} />
  }
}
