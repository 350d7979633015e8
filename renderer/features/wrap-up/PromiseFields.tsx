import { TextInput } from '@mantine/core'
import { useText } from '../../i18n/use-text.tsx'
import { MomentField } from '../../ui/moment/MomentField.tsx'
import { useWrapUp } from './store.ts'
import { texts } from './texts.ts'
import css from './wrap-up.module.css'

/** What was promised and by when; it is written down together with the outcome. */
export function PromiseFields() {
  const say = useText(texts)
  const text = useWrapUp((s) => s.open?.promise.text ?? '')
  const dueAt = useWrapUp((s) => s.open?.promise.dueAt ?? 0)
  const promise = useWrapUp((s) => s.promise)
  return (
    <div className={css.promise}>
      <TextInput
        label={say('promise')}
        placeholder={say('promiseHint')}
        value={text}
        maxLength={500}
        onChange={(event) => promise({ text: event.currentTarget.value })}
      />
      <MomentField label={say('due')} value={dueAt} onChange={(at) => promise({ dueAt: at })} />
    </div>
  )
}
