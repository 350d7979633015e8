import { Switch, TextInput } from '@mantine/core'
import { IconDownload, IconRestore, IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { isCallCommand } from '../../../shared/keys/call-keys.ts'
import { usePreference, useSetPreferences } from '../../bridge/mirrors.ts'
import { useText } from '../../i18n/use-text.tsx'
import { chordCaps, chordOf } from '../../keys/chord.ts'
import { type Command, commandNames } from '../../keys/commands.ts'
import { useKeys } from '../../keys/keys.tsx'
import { Button, IconButton, Kbd } from '../../ui/primitives.tsx'
import { ImportButton } from './ImportButton.tsx'
import { type KeyImport, keyFile, moved, readKeyFile } from './key-file.ts'
import { groups, type Refusal, refusal, withKey } from './key-map.ts'
import { keyTexts } from './key-texts.ts'
import { Section } from './parts.tsx'
import { save } from './save-file.ts'
import css from './settings.module.css'
import { texts } from './texts.ts'

type Refused = { command: Command; chord: string; why: Refusal }

/** Every key, each to be moved; what clashes or would eat letters is refused with its reason. */
export function Keys() {
  const say = useText(keyTexts)
  const common = useText(texts)
  const chosen = usePreference((p) => p.keys)
  const holdKey = usePreference((p) => p.holdKey) ?? 'mute'
  const set = useSetPreferences()
  const { map, defaults, platform } = useKeys()
  const [listening, setListening] = useState<Command>()
  const [refused, setRefused] = useState<Refused>()
  const [wanted, setWanted] = useState('')

  useListening(listening, (chord) => {
    const command = listening
    setListening(undefined)
    if (!command || chord === undefined) return
    const why = refusal(chosen, command, chord, platform)
    setRefused(why && { command, chord, why })
    if (!why) set({ keys: withKey(chosen, command, chord, platform) })
  })

  const looked = wanted.trim().toLocaleLowerCase()
  const fits = (command: Command) =>
    say(command).toLocaleLowerCase().includes(looked) ||
    chordCaps(map[command]).toLocaleLowerCase().includes(looked)
  const shown = groups
    .map(({ group, commands }) => ({ group, names: commands.filter(fits) }))
    .filter(({ names }) => names.length > 0)

  return (
    <Section title={common('keys')}>
      <p className={css.hint}>{say('hint')}</p>
      <div className={css.keyTools}>
        <TextInput
          className={css.keySearch}
          aria-label={say('search')}
          placeholder={say('search')}
          leftSection={<IconSearch size={16} />}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
        <KeyFile chosen={chosen} onTake={(keys) => set({ keys })} />
        <Button
          icon={IconRestore}
          disabled={moved(chosen, platform).length === 0}
          onClick={() => {
            setRefused(undefined)
            set({ keys: {} })
          }}
        >
          {say('resetAll')}
        </Button>
      </div>
      <Switch
        className={css.keyHold ?? ''}
        label={say('holdTalks')}
        description={say('holdWhy', { key: chordCaps(map['call.mute-hold']) })}
        checked={holdKey === 'talk'}
        onChange={(event) => set({ holdKey: event.currentTarget.checked ? 'talk' : 'mute' })}
      />
      {shown.length === 0 && <p className={css.hint}>{say('nothingFound')}</p>}
      {shown.map(({ group, names }) => (
        <div key={group}>
          <h3 className={css.group}>{say(group)}</h3>
          {group === 'groupCall' && <p className={css.hint}>{say('callHint')}</p>}
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
              onReset={() => {
                // A default that another command has taken meanwhile goes by the same rule as any key.
                const why = refusal(chosen, command, defaults[command], platform)
                setRefused(why && { command, chord: defaults[command], why })
                if (!why) set({ keys: withKey(chosen, command, defaults[command], platform) })
              }}
            />
          ))}
        </div>
      ))}
    </Section>
  )
}

function KeyRow(props: {
  command: Command
  listening: boolean
  refused: Refused | undefined
  onListen: (on: boolean) => void
  onReset: () => void
}) {
  const { command, listening, refused, onListen, onReset } = props
  const say = useText(keyTexts)
  const { map, defaults } = useKeys()
  const caps = chordCaps(map[command])
  return (
    <div className={css.keyRow}>
      <span className={css.keyName}>
        {say(command)}
        {isCallCommand(command) && <span className={css.keyMark}> {say('everywhere')}</span>}
        {refused && (
          <span className={css.fault} role="alert">
            {' '}
            <Why refused={refused} />
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
        {map[command] !== defaults[command] && (
          <IconButton
            icon={IconRestore}
            iconSize={16}
            label={say('reset', { key: chordCaps(defaults[command]) })}
            onClick={onReset}
          />
        )}
      </span>
    </div>
  )
}

function Why(props: { refused: Refused }) {
  const { chord, why } = props.refused
  const say = useText(keyTexts)
  const reason = why.why === 'taken' ? say('taken', { name: say(why.by) }) : say(why.why)
  return `${chordCaps(chord)}. ${reason}`
}

/** The choices as a file, out and in. */
function KeyFile(props: { chosen: Record<string, string>; onTake: (keys: Record<string, string>) => void }) {
  const say = useText(keyTexts)
  const { platform } = useKeys()
  const [result, setResult] = useState<KeyImport | 'foreign'>()
  const take = async (file: File) => {
    const read = readKeyFile(await file.text(), platform)
    setResult(read ?? 'foreign')
    if (read) props.onTake(read.chosen)
  }
  return (
    <>
      <Button icon={IconDownload} onClick={() => save(keyFile(props.chosen), 'kommutator-keys.json')}>
        {say('export')}
      </Button>
      <ImportButton words={say('import')} accept="application/json,.json" onFile={(f) => void take(f)} />
      {result && (
        <div className={css.keyImport} role="status">
          {result === 'foreign' ? (
            <span className={css.fault}>{say('notKeys')}</span>
          ) : (
            <>
              {say('imported', { count: Object.keys(result.chosen).length })}
              {result.unknown > 0 && ` ${say('unknown', { count: result.unknown })}`}
              {result.refused.map((refused) => (
                <div key={refused.command} className={css.fault}>
                  {say(refused.command)}: <Why refused={refused} />
                </div>
              ))}
            </>
          )}
        </div>
      )}
    </>
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
