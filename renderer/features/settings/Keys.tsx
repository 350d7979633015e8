import { IconRestore } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { usePreference, useSetPreferences } from '../../bridge/mirrors.ts'
import { useText } from '../../i18n/use-text.tsx'
import { chordCaps, chordOf } from '../../keys/chord.ts'
import { type Command, commandNames, commands } from '../../keys/commands.ts'
import { useKeys } from '../../keys/keys.tsx'
import { Button, IconButton, Kbd } from '../../ui/primitives.tsx'
import { groups, type Refusal, refusal, withKey } from './key-map.ts'
import { keyTexts } from './key-texts.ts'
import { Section } from './parts.tsx'
import css from './settings.module.css'
import { texts } from './texts.ts'

/** Every key, each to be moved; what clashes or would eat letters is refused with its reason. */
export function Keys() {
  const say = useText(keyTexts)
  const common = useText(texts)
  const chosen = usePreference((p) => p.keys)
  const set = useSetPreferences()
  const [listening, setListening] = useState<Command>()
  const [refused, setRefused] = useState<{ command: Command; chord: string; why: Refusal }>()

  useListening(listening, (chord) => {
    const command = listening
    setListening(undefined)
    if (!command || chord === undefined) return
    const why = refusal(chosen, command, chord)
    setRefused(why && { command, chord, why })
    if (!why) set({ keys: withKey(chosen, command, chord) })
  })

  return (
    <Section title={common('keys')}>
      <p className={css.hint}>{say('hint')}</p>
      {groups.map(({ group, commands: names }) => (
        <div key={group}>
          <h3 className={css.group}>{say(group)}</h3>
          {names.map((command) => (
            <KeyRow
              key={command}
              command={command}
              listening={listening === command}
              refused={refused?.command === command ? refused : undefined}
              onListen={(on) => {
                setRefused(undefined)
                setListening(on ? command : undefined)
              }}
              onReset={() => set({ keys: withKey(chosen, command, commands[command]) })}
            />
          ))}
        </div>
      ))}
      <div className={css.block}>
        <Button
          icon={IconRestore}
          disabled={Object.keys(chosen).length === 0}
          onClick={() => set({ keys: {} })}
        >
          {say('resetAll')}
        </Button>
      </div>
    </Section>
  )
}

function KeyRow(props: {
  command: Command
  listening: boolean
  refused: { chord: string; why: Refusal } | undefined
  onListen: (on: boolean) => void
  onReset: () => void
}) {
  const { command, listening, refused, onListen, onReset } = props
  const say = useText(keyTexts)
  const { map } = useKeys()
  const caps = chordCaps(map[command])
  const own = map[command] !== commands[command]
  return (
    <div className={css.keyRow}>
      <span className={css.keyName}>
        {say(command)}
        {refused && (
          <span className={css.fault} role="alert">
            {' '}
            {chordCaps(refused.chord)}.{' '}
            {refused.why.why === 'taken' ? say('taken', { name: say(refused.why.by) }) : say(refused.why.why)}
          </span>
        )}
      </span>
      <button
        type="button"
        className={css.keyButton}
        data-listening={listening}
        aria-label={say('change', { name: say(command), key: caps })}
        onClick={() => onListen(!listening)}
        onBlur={() => listening && onListen(false)}
      >
        {listening ? say('press') : <Kbd>{caps}</Kbd>}
      </button>
      <span className={css.resetSlot}>
        {own && (
          <IconButton
            icon={IconRestore}
            iconSize={16}
            label={say('reset', { key: chordCaps(commands[command]) })}
            onClick={onReset}
          />
        )}
      </span>
    </div>
  )
}

/** Takes the next chord, and keeps every command from acting meanwhile. Esc takes none. */
function useListening(listening: Command | undefined, take: (chord: string | undefined) => void): void {
  const { registry } = useKeys()
  useEffect(() => {
    if (!listening) return
    const muted = commandNames.map((command) => registry.register(command, () => true))
    const onKey = (event: KeyboardEvent) => {
      const chord = chordOf(event)
      if (chord === undefined) return
      event.preventDefault()
      event.stopPropagation()
      take(event.code === 'Escape' ? undefined : chord)
    }
    window.addEventListener('keydown', onKey, { capture: true })
    return () => {
      for (const release of muted) release()
      window.removeEventListener('keydown', onKey, { capture: true })
    }
  })
}
