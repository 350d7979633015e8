import { Checkbox, MultiSelect, NumberInput, Select, TagsInput, TextInput } from '@mantine/core'
import type { LineSettings } from '../../../shared/ipc/contract.ts'
import { localise } from '../../../shared/lib/language.ts'
import { LineProfile } from '../../../shared/softphone/line.ts'
import { useCompany } from '../../bridge/mirrors.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Field } from './parts.tsx'
import { ruleTexts } from './rule-texts.ts'
import css from './settings.module.css'

type Change = (change: Partial<LineSettings>) => void

/** How a line behaves: its name, its numbers, what it does by itself, and how it passes calls on. */
export function LineRules(props: { form: LineSettings; onChange: Change }) {
  const { form, onChange } = props
  const say = useText(ruleTexts)
  const language = useLanguage()
  const queues = useCompany()?.queues ?? []
  return (
    <>
      <div className={css.two}>
        <TextInput
          label={say('name')}
          placeholder={say('nameHint')}
          value={form.name}
          maxLength={60}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <Select
          label={say('colour')}
          value={form.colour}
          allowDeselect={false}
          data={LineProfile.shape.colour.options.map((value) => ({ value, label: say(value) }))}
          onChange={(value) => onChange({ colour: value as LineSettings['colour'] })}
        />
      </div>
      <TextInput
        label={say('greeting')}
        value={form.greeting}
        maxLength={500}
        onChange={(event) => onChange({ greeting: event.currentTarget.value })}
      />
      <MultiSelect
        label={say('queues')}
        description={say('queuesWhy')}
        value={form.queueIds}
        size="xs"
        data={queues.map((q) => ({ value: q.queueId, label: localise(q.name, language) }))}
        onChange={(queueIds) => onChange({ queueIds })}
      />
      <Numbers form={form} onChange={onChange} />
      <ByItself form={form} onChange={onChange} />
      <div className={css.two}>
        <Select
          label={say('transferBy')}
          value={form.transferBy}
          allowDeselect={false}
          data={(['pull-back', 'refer'] as const).map((value) => ({ value, label: say(value) }))}
          onChange={(value) => onChange({ transferBy: value as LineSettings['transferBy'] })}
        />
        <Select
          label={say('dtmf')}
          value={form.dtmf}
          allowDeselect={false}
          data={(['rfc4733', 'info'] as const).map((value) => ({ value, label: say(value) }))}
          onChange={(value) => onChange({ dtmf: value as LineSettings['dtmf'] })}
        />
        <Select
          label={say('referTo')}
          value={form.referTo}
          allowDeselect={false}
          data={(['contact', 'aor'] as const).map((value) => ({ value, label: say(value) }))}
          onChange={(value) => onChange({ referTo: value as LineSettings['referTo'] })}
        />
        <Select
          label={say('callerIdIn')}
          value={form.callerIdIn}
          allowDeselect={false}
          data={(['identity', 'from'] as const).map((value) => ({ value, label: say(value) }))}
          onChange={(value) => onChange({ callerIdIn: value as LineSettings['callerIdIn'] })}
        />
      </div>
    </>
  )
}

const countries = ['RU', 'PL', 'GB', 'BY', 'KZ', 'UA', 'DE', 'LT', 'LV', 'EE', 'CZ', 'US']

function Numbers(props: { form: LineSettings; onChange: Change }) {
  const { form, onChange } = props
  const say = useText(ruleTexts)
  return (
    <>
      <div className={css.two}>
        <Select
          label={say('country')}
          value={form.country}
          allowDeselect={false}
          data={[...new Set([form.country, ...countries])]}
          onChange={(value) => value && onChange({ country: value })}
        />
        <Select
          label={say('numberForm')}
          value={form.numberForm}
          allowDeselect={false}
          data={(['plus', 'digits', 'national'] as const).map((value) => ({ value, label: say(value) }))}
          onChange={(value) => onChange({ numberForm: value as LineSettings['numberForm'] })}
        />
        <TextInput
          label={say('outside')}
          value={form.outside}
          maxLength={6}
          onChange={(event) => onChange({ outside: event.currentTarget.value.replace(/[^\d*#]/g, '') })}
        />
        <NumberInput
          label={say('internalDigits')}
          value={form.internalDigits}
          min={0}
          max={8}
          size="xs"
          onChange={(value) => onChange({ internalDigits: Number(value) || 0 })}
        />
      </div>
      <TagsInput
        label={say('callerIds')}
        description={say('callerIdsWhy')}
        value={form.callerIds}
        maxTags={20}
        size="xs"
        onChange={(numbers) =>
          onChange({
            callerIds: numbers.map((n) => n.replace(/[^\d+]/g, '')).filter((n) => /^\+?\d{2,15}$/.test(n)),
          })
        }
      />
    </>
  )
}

function ByItself(props: { form: LineSettings; onChange: Change }) {
  const { form, onChange } = props
  const say = useText(ruleTexts)
  const { autoAnswer } = form
  const auto = (change: Partial<typeof autoAnswer>) => onChange({ autoAnswer: { ...autoAnswer, ...change } })
  return (
    <>
      <div className={css.two}>
        <Select
          label={say('autoAnswer')}
          value={autoAnswer.when}
          allowDeselect={false}
          data={(['never', 'header', 'always'] as const).map((value) => ({ value, label: say(value) }))}
          onChange={(value) => auto({ when: value as typeof autoAnswer.when })}
        />
        {autoAnswer.when === 'always' && (
          <NumberInput
            label={say('seconds')}
            value={autoAnswer.seconds}
            min={0}
            max={30}
            size="xs"
            onChange={(value) => auto({ seconds: Number(value) || 0 })}
          />
        )}
      </div>
      {autoAnswer.when !== 'never' && (
        <Checkbox
          label={say('tone')}
          checked={autoAnswer.tone}
          onChange={(event) => auto({ tone: event.currentTarget.checked })}
        />
      )}
      <Field label={say('second')}>
        <Checkbox
          label={say('callWaiting')}
          checked={form.callWaiting}
          onChange={(event) => onChange({ callWaiting: event.currentTarget.checked })}
        />
        <Checkbox
          label={say('ringsInDnd')}
          checked={form.ringsInDnd}
          onChange={(event) => onChange({ ringsInDnd: event.currentTarget.checked })}
        />
      </Field>
    </>
  )
}
