import {
  IconArrowBackUp,
  IconCheck,
  IconFilter,
  IconFilterOff,
  IconFolder,
  IconFolderCheck,
} from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { type Case, isOpen } from '../../../shared/domain/case.ts'
import { missingFields } from '../../../shared/domain/custom-field.ts'
import { newId } from '../../../shared/lib/ids.ts'
import { localise } from '../../../shared/lib/language.ts'
import { findMoment } from '../../../shared/promises/find-promise.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useClockOffset, useCompany } from '../../bridge/mirrors.ts'
import { moment, shortDate } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { useCommand } from '../../keys/keys.tsx'
import { Icon } from '../../ui/icon.tsx'
import { notify } from '../../ui/notices.tsx'
import { useNowAs } from '../../ui/now.ts'
import { Button, IconButton, Pill } from '../../ui/primitives.tsx'
import { useTellFailure } from '../conversation/index.ts'
import { usePerson } from '../person/index.ts'
import css from './card.module.css'
import { caseTexts } from './case-texts.ts'
import { EditInPlace } from './EditInPlace.tsx'
import { FieldValue } from './FieldValue.tsx'
import { Section } from './Section.tsx'

/** The person's matters, open ones first: what is next in each, its form, and the timeline through it. */
export function Cases() {
  const say = useText(caseTexts)
  const list = usePerson((s) => s.cases.list)
  const [making, setMaking] = useState(false)
  useCommand('case.open', () => setMaking(true))
  const sorted = [...list].sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)) || last(b) - last(a))
  return (
    <Section
      name="cases"
      title={say('cases')}
      count={list.filter(isOpen).length}
      folded={list.length === 0}
      open={making}
      action={
        !making && (
          <Button look="link" size="small" onClick={() => setMaking(true)}>
            {say('open')}
          </Button>
        )
      }
    >
      {making && <OpenCase onDone={() => setMaking(false)} />}
      {sorted.map((one) => (
        <CaseView key={one.caseId} one={one} />
      ))}
    </Section>
  )
}

const last = (one: Case): number => one.spans.at(-1)?.from ?? 0

function OpenCase(props: { onDone: () => void }) {
  const say = useText(caseTexts)
  const bridge = useBridge()
  const tell = useTellFailure()
  const contactId = usePerson((s) => s.personId)
  const conversationId = usePerson((s) => s.conversationId)
  const [title, setTitle] = useState('')
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (!contactId || !title.trim()) return
    const thread = conversationId ? { conversationId } : {}
    if (
      tell(
        await bridge.cases.open({ caseId: newId<string & {}>(), contactId, title: title.trim(), ...thread }),
      )
    )
      props.onDone()
  }
  return (
    <form className={css.form} onSubmit={save}>
      <input
        className={css.editor}
        aria-label={say('title')}
        placeholder={say('title')}
        value={title}
        maxLength={200}
        // biome-ignore lint/a11y/noAutofocus: the operator has just asked for this field by its key or button; a second step to reach it would be the barrier
        autoFocus
        onChange={(e) => setTitle(e.target.value)}
        onKeyDown={(e) => e.key === 'Escape' && props.onDone()}
      />
      <div className={css.formEnd}>
        <Button look="quiet" onClick={props.onDone}>
          {say('cancel')}
        </Button>
        <Button look="primary" submit disabled={!title.trim()}>
          {say('open')}
        </Button>
      </div>
    </form>
  )
}

function CaseView(props: { one: Case }) {
  const { one } = props
  const say = useText(caseTexts)
  const language = useLanguage()
  const bridge = useBridge()
  const tell = useTellFailure()
  const company = useCompany()
  const shown = usePerson((s) => s.caseId === one.caseId)
  const show = usePerson((s) => s.showCase)
  const offset = useClockOffset()
  const now = useNowAs((at) => Math.floor(at / 60_000) * 60_000) + offset
  const open = isOpen(one)
  const [unfolded, setUnfolded] = useState(open)
  const { caseId, contactId } = one
  const fields = (company?.customFields ?? []).filter((f) => f.of === 'case')
  const missing = missingFields(company?.customFields, one.fields)
  const reopen = async () => tell(await bridge.cases.reopen({ caseId, contactId }))
  const close = async () => {
    if (!tell(await bridge.cases.close({ caseId, contactId }))) return
    notify({
      icon: IconFolderCheck,
      tone: 'green',
      title: say('closed'),
      detail: one.title,
      action: { label: say('reopen'), icon: IconArrowBackUp, undo: true, run: () => void reopen() },
    })
  }
  const change = async (
    more: { title: string } | { step: Case['step'] | null } | { fields: Record<string, string | null> },
  ) => tell(await bridge.cases.change({ caseId, contactId, ...more } as never))
  const setStep = (text: string) => {
    // A step that says when by itself is due then.
    const due = text ? findMoment(text, now, language) : undefined
    return change({ step: text ? { text, ...(due ? { dueAt: due } : {}) } : null })
  }
  return (
    <div className={css.case} data-testid="case" data-open={open}>
      <div className={css.row}>
        <button
          type="button"
          className={css.caseTitle}
          aria-expanded={unfolded}
          onClick={() => setUnfolded(!unfolded)}
        >
          <Icon of={open ? IconFolder : IconFolderCheck} color={open ? 'accent' : 'faint'} />
          <span className="ellipsis" title={one.title}>
            {one.title}
          </span>
        </button>
        <span className={`${css.rowWhy} num`}>{shortDate(last(one), now)}</span>
        <IconButton
          icon={shown ? IconFilterOff : IconFilter}
          iconSize={16}
          label={say(shown ? 'showAll' : 'show')}
          pressed={shown}
          onClick={() => show(shown ? undefined : caseId)}
        />
      </div>
      {unfolded && (
        <>
          <dl className={css.pairs}>
            <dt className="ellipsis">{say('title')}</dt>
            <dd>
              <EditInPlace
                value={one.title}
                label={say('title')}
                onSave={(title) => void (title && change({ title }))}
              />
            </dd>
            <dt className="ellipsis">{say('step')}</dt>
            <dd>
              <EditInPlace
                value={one.step?.text ?? ''}
                label={say('step')}
                onSave={(text) => void setStep(text)}
              />
              {one.step?.dueAt !== undefined && (
                <span className={`${css.small} num`}> {moment(one.step.dueAt, now, language)}</span>
              )}
            </dd>
            {fields.map((field) => (
              <FieldValue
                key={field.fieldId}
                field={field}
                value={one.fields[field.fieldId] ?? ''}
                missing={open && missing.includes(field)}
                onSave={(value) => void change({ fields: { [field.fieldId]: value || null } })}
              />
            ))}
          </dl>
          <div className={css.caseEnd}>
            {open && missing.length > 0 && (
              <Pill tone="amber">
                {say('missing', { fields: missing.map((f) => localise(f.label, language)).join(', ') })}
              </Pill>
            )}
            {open ? (
              <Button
                size="small"
                icon={IconCheck}
                disabled={missing.length > 0}
                onClick={() => void close()}
              >
                {say('close')}
              </Button>
            ) : (
              <Button size="small" onClick={() => void reopen()}>
                {say('reopen')}
              </Button>
            )}
          </div>
        </>
      )}
    </div>
  )
}
