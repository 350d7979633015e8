import { Popover, TextInput } from '@mantine/core'
import { IconEyeOff } from '@tabler/icons-react'
import { type FormEvent, type ReactNode, useEffect, useState } from 'react'
import { sentence } from '../../../shared/lib/errors.ts'
import type { ContactId } from '../../../shared/lib/ids.ts'
import { maskPattern } from '../../../shared/redaction/redact.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useMe } from '../../bridge/mirrors.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Button } from '../../ui/primitives.tsx'
import css from './masked.module.css'
import { maskedTexts } from './masked-texts.ts'

/** Whose text it is and what it is found by (`RevealInput`). */
export type MaskedOf = { contactId: ContactId; ref: string }

/** What was revealed is shown for so long, milliseconds. */
const shownFor = 30_000

/** A text whose masks are chips; those whose role it is may open one, with a reason. */
export function withMasks(
  text: string,
  of: MaskedOf | undefined,
  rest: (text: string, from: number) => ReactNode,
): ReactNode {
  const masks = [...text.matchAll(maskPattern)]
  if (masks.length === 0) return rest(text, 0)
  let at = 0
  const parts = masks.flatMap((found, mask) => {
    const before = rest(text.slice(at, found.index), at)
    at = found.index + found[0].length
    return [before, <Mask key={`mask${found.index}`} text={found[0]} mask={mask} of={of} />]
  })
  return [...parts, rest(text.slice(at), at)]
}

function Mask(props: { text: string; mask: number; of: MaskedOf | undefined }) {
  const { text, mask, of } = props
  const say = useText(maskedTexts)
  const allowed = useMe()?.roles.includes('privacy') ?? false
  const [open, setOpen] = useState(false)
  const [value, setValue] = useState<string>()
  useEffect(() => {
    if (value === undefined) return
    const timer = setTimeout(() => setValue(undefined), shownFor)
    return () => clearTimeout(timer)
  }, [value])
  const chip = (
    <>
      <Icon of={IconEyeOff} size={12} />
      <span className="num">{value ?? text}</span>
    </>
  )
  if (!allowed || !of)
    return (
      <span className={css.chip} title={say('masked')}>
        {chip}
        <span className="visually-hidden">{say('masked')}</span>
      </span>
    )
  return (
    <Popover opened={open} onChange={setOpen} position="top" trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={css.chip}
          data-open={value !== undefined}
          title={say('reveal')}
          onClick={() => (value === undefined ? setOpen(true) : setValue(undefined))}
        >
          {chip}
          <span className="visually-hidden">{say(value === undefined ? 'reveal' : 'hide')}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <Reason
          of={of}
          mask={mask}
          onValue={(revealed) => {
            setOpen(false)
            setValue(revealed)
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

function Reason(props: { of: MaskedOf; mask: number; onValue: (value: string) => void }) {
  const { of, mask, onValue } = props
  const say = useText(maskedTexts)
  const language = useLanguage()
  const bridge = useBridge()
  const [why, setWhy] = useState('')
  const [code, setCode] = useState<string>()
  const [busy, setBusy] = useState(false)
  const reveal = async (event: FormEvent) => {
    event.preventDefault()
    if (why.trim().length < 3 || busy) return
    setBusy(true)
    const answer = await bridge.redaction.reveal({ ...of, mask, why: why.trim() })
    setBusy(false)
    if (answer.ok) onValue(answer.value.value)
    else setCode(answer.code)
  }
  return (
    <form className={css.reason} onSubmit={reveal}>
      <TextInput
        data-autofocus
        label={say('why')}
        description={say('audited')}
        value={why}
        maxLength={500}
        onChange={(e) => setWhy(e.currentTarget.value)}
      />
      {code && (
        <p className={css.refused} role="alert">
          {sentence(code, language)}
        </p>
      )}
      <Button look="primary" submit disabled={busy || why.trim().length < 3}>
        {say('show')}
      </Button>
    </form>
  )
}
