import { Select } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react'
import type { OperatorId } from '../../../shared/lib/ids.ts'
import { useCompany } from '../../bridge/mirrors.ts'
import { useText } from '../../i18n/use-text.tsx'
import { IconButton } from '../../ui/primitives.tsx'
import { queueTexts } from './queue-texts.ts'
import css from './settings.module.css'

/** Who is asked first, second and so on; whoever is not in the list comes after them. */
export function InOrder(props: { order: readonly OperatorId[]; onChange: (order: OperatorId[]) => void }) {
  const { order, onChange } = props
  const say = useText(queueTexts)
  const operators = (useCompany()?.operators ?? []).filter((o) => o.roles.includes('operator'))
  const nameOf = (id: OperatorId) => operators.find((o) => o.operatorId === id)?.name ?? id
  const move = (from: number, to: number) => {
    const next = [...order]
    const [one] = next.splice(from, 1)
    if (one) next.splice(to, 0, one)
    onChange(next)
  }
  const left = operators.filter((o) => !o.disabled && !order.includes(o.operatorId))
  return (
    <div className={css.field}>
      <div className={css.label}>{say('order')}</div>
      <ol className={css.order}>
        {order.map((id, i) => {
          const name = nameOf(id)
          return (
            <li key={id}>
              <span className="ellipsis">{name}</span>
              <IconButton
                icon={IconArrowUp}
                iconSize={16}
                label={say('earlier', { name })}
                disabled={i === 0}
                onClick={() => move(i, i - 1)}
              />
              <IconButton
                icon={IconArrowDown}
                iconSize={16}
                label={say('later', { name })}
                disabled={i === order.length - 1}
                onClick={() => move(i, i + 1)}
              />
              <IconButton
                icon={IconX}
                iconSize={16}
                label={say('leaveOut', { name })}
                onClick={() => onChange(order.filter((other) => other !== id))}
              />
            </li>
          )
        })}
      </ol>
      {left.length > 0 && (
        <Select
          aria-label={say('addToOrder')}
          placeholder={say('addToOrder')}
          searchable
          value={null}
          data={left.map((o) => ({ value: o.operatorId, label: o.name }))}
          onChange={(id) => id && onChange([...order, id as OperatorId])}
        />
      )}
      <div className={css.hint}>{say('orderHint')}</div>
    </div>
  )
}
