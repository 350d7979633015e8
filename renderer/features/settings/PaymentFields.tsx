import { Switch, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { bareField, type Company, isPaymentField } from '../../../shared/domain/company.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Button } from '../../ui/primitives.tsx'
import { fieldLabel } from '../timeline/index.ts'
import { told } from './parts.tsx'
import { recordingTexts } from './recording-texts.ts'
import css from './settings.module.css'

/** Which fields of a card are for card data. One that has no label, of a bot or an import, is named. */
export function PaymentFields(props: { company: Company }) {
  const { company } = props
  const say = useText(recordingTexts)
  const language = useLanguage()
  const bridge = useBridge()
  const [name, setName] = useState('')
  const known = new Set([...Object.keys(company.fieldLabels), ...Object.keys(company.fieldKinds ?? {})])
  const fields = [...new Set([...known].map(bareField))]
    .map((field) => ({ field, label: fieldLabel(field, { company, language }) }))
    .sort((a, b) => a.label.localeCompare(b.label, language))
  const set = async (field: string, on: boolean) =>
    told(await bridge.admin.setFieldKind({ field, kind: on ? 'payment' : 'text' }))
  const add = async (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() && (await set(name.trim(), true))) setName('')
  }
  return (
    <div className={`${css.block} ${css.form}`}>
      <h3 className={css.subtitle}>{say('payment')}</h3>
      <p className={css.hint}>{say('paymentWhy')}</p>
      <div className={css.paymentFields}>
        {fields.map(({ field, label }) => (
          <Switch
            key={field}
            label={label}
            checked={isPaymentField(company, field)}
            onChange={(event) => void set(field, event.currentTarget.checked)}
          />
        ))}
      </div>
      <form className={css.row} onSubmit={add}>
        <TextInput
          size="xs"
          w={200}
          aria-label={say('otherField')}
          placeholder={say('otherFieldHint')}
          value={name}
          maxLength={80}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button submit icon={IconPlus} disabled={!name.trim()}>
          {say('otherField')}
        </Button>
      </form>
    </div>
  )
}
