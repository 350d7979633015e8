import { Modal, SegmentedControl, Select, TextInput } from '@mantine/core'
import { IconPhone, IconUser } from '@tabler/icons-react'
import { type FormEvent, type KeyboardEvent, useEffect, useState } from 'react'
import type { DialPreview } from '../../../shared/ipc/contract.ts'
import { sentence } from '../../../shared/lib/errors.ts'
import type { ContactId } from '../../../shared/lib/ids.ts'
import type { Result } from '../../../shared/lib/result.ts'
import type { PersonHit } from '../../../shared/protocol/hub-protocol.ts'
import { readTarget } from '../../../shared/softphone/target.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useLines } from '../../bridge/mirrors.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { phoneText } from '../../ui/phone.ts'
import { Button } from '../../ui/primitives.tsx'
import css from './softphone.module.css'
import { type PhoneState, usePhoneState } from './store.ts'
import { texts } from './texts.ts'

/** A number in any written form, or somebody's name; what will be dialled, and from which line, is shown before Enter. */
export function DialBox() {
  const say = useText(texts)
  const phone = usePhoneState((s) => s.phone)
  const dial = usePhoneState((s) => s.dial)
  return (
    <Modal
      opened={dial !== undefined}
      onClose={() => phone.closeDial()}
      title={say(dial?.link ? 'linkTitle' : 'dialTitle')}
      closeButtonProps={{ 'aria-label': say('close') }}
      size={440}
    >
      {dial && <DialForm key={dial.text} dial={dial} />}
    </Modal>
  )
}

function DialForm(props: { dial: NonNullable<PhoneState['dial']> }) {
  const { dial } = props
  const say = useText(texts)
  const language = useLanguage()
  const phone = usePhoneState((s) => s.phone)
  const lines = useLines((all) => all)
  const [text, setText] = useState(dial.text)
  const [lineId, setLineId] = useState(dial.lineId)
  const [callerId, setCallerId] = useState<string>()
  const [tried, setTried] = useState(dial.link ?? false)
  const [person, setPerson] = useState<PersonHit>()
  const preview = usePreview(text, lineId)
  const people = useNames(text)
  const [at, setAt] = useState(0)
  const chosen = lines.find((l) => l.lineId === (lineId ?? (preview?.ok ? preview.value.lineId : undefined)))
  const choose = (hit: PersonHit) => {
    setPerson(hit)
    setText(hit.detail)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const named = people[Math.min(at, people.length - 1)]
    if (named) return choose(named)
    setTried(true)
    if (!preview?.ok) return
    // Another number than the card's own is a call to somebody else.
    const contactId = text === dial.text ? dial.contactId : (person?.personId as ContactId | undefined)
    void phone.dial(text, {
      lineId: preview.value.lineId,
      ...(contactId ? { contactId } : {}),
      ...(callerId ? { callerId } : {}),
    })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (by === undefined || people.length === 0) return
    event.preventDefault()
    setAt((now) => (now + by + people.length) % people.length)
  }
  return (
    <form onSubmit={submit} className={css.dial}>
      {dial.link && <p className={css.hint}>{say('linkWhy')}</p>}
      <TextInput
        label={say('dialLabel')}
        value={text}
        type="tel"
        autoComplete="off"
        maxLength={200}
        data-autofocus
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setTried(false)
          setAt(0)
        }}
        error={tried && preview && !preview.ok ? sentence(preview.code, language) : undefined}
      />
      {people.length > 0 && (
        <div className={css.matches} role="listbox" aria-label={say('people')}>
          {people.map((hit, i) => (
            <button
              key={hit.personId}
              type="button"
              role="option"
              aria-selected={i === at}
              className={css.match}
              onClick={() => choose(hit)}
            >
              <Icon of={IconUser} />
              <b className="ellipsis">{hit.name}</b>
              <span className={`ellipsis ${css.line}`}>{phoneText(hit.detail)}</span>
            </button>
          ))}
        </div>
      )}
      {lines.length > 1 && (
        <SegmentedControl
          fullWidth
          aria-label={say('fromLine')}
          value={chosen?.lineId ?? lines[0]?.lineId ?? ''}
          onChange={(value) => {
            setLineId(value)
            setCallerId(undefined)
          }}
          data={lines.map((l) => ({
            value: l.lineId,
            label: l.name || l.user || say('mainLine'),
            disabled: l.state !== 'registered',
          }))}
        />
      )}
      {chosen && chosen.callerIds.length > 1 && (
        <Select
          label={say('showNumber')}
          value={callerId ?? chosen.callerIds[0] ?? null}
          allowDeselect={false}
          data={chosen.callerIds.map((value) => ({ value, label: phoneText(value) }))}
          onChange={(value) => setCallerId(value ?? undefined)}
        />
      )}
      <div className={css.dialFoot}>
        <span className={css.line}>
          {preview?.ok
            ? say(preview.value.extension ? 'dialWillExt' : 'dialWill', {
                number: preview.value.text,
                extension: preview.value.extension ?? '',
              })
            : say('dialKeys')}
        </span>
        <Button look="primary" icon={IconPhone} caps="Enter" submit>
          {say('dialTitle')}
        </Button>
      </div>
    </form>
  )
}

/** What main makes of the number on that line. */
function usePreview(text: string, lineId: string | undefined): Result<DialPreview> | undefined {
  const bridge = useBridge()
  const [known, setKnown] = useState<{ of: string; result: Result<DialPreview> }>()
  const of = `${lineId ?? ''} ${text}`
  useEffect(() => {
    const target = text.trim()
    if (!target) return
    let wanted = true
    void bridge.softphone.preview({ target, ...(lineId ? { lineId } : {}) }).then((result) => {
      if (wanted) setKnown({ of, result })
    })
    return () => {
      wanted = false
    }
  }, [bridge, text, lineId, of])
  return text.trim() && known?.of === of ? known.result : undefined
}

/** People of that name who have a number; nobody while a number is being typed. */
function useNames(text: string): PersonHit[] {
  const bridge = useBridge()
  const [found, setFound] = useState<{ text: string; people: PersonHit[] }>()
  const name = /\p{L}{2}/u.test(text) && !/^(tel|callto|sips?):/i.test(text) && !readTarget(text)
  useEffect(() => {
    if (!name) return
    let wanted = true
    void bridge.card.find({ text }).then((answer) => {
      if (wanted && answer.ok)
        setFound({ text, people: answer.value.people.filter((hit) => readTarget(hit.detail)).slice(0, 5) })
    })
    return () => {
      wanted = false
    }
  }, [bridge, text, name])
  return name && found?.text === text ? found.people : []
}
