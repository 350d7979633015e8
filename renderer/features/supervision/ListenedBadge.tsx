import { IconEar } from '@tabler/icons-react'
import { speaks } from '../../../shared/supervision/board.ts'
import { useSupervise } from '../../bridge/mirrors.ts'
import { useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './supervision.module.css'
import { texts } from './texts.ts'

/** Who else is on this call, where the company lets its operators know. */
export function ListenedBadge(props: { callId: string }) {
  const say = useText(texts)
  const listeners = useSupervise((s) => s?.listeners)
  const here = listeners?.filter((l) => l.callId === props.callId) ?? []
  if (here.length === 0) return null
  const words = here.map((l) => say(l.mode, { name: l.name })).join(', ')
  return (
    <span
      className={css.badge}
      title={words}
      role="status"
      data-speaks={here.some((l) => speaks(l.mode))}
      data-testid="listened"
    >
      <Icon of={IconEar} />
      <span className="ellipsis">{words}</span>
    </span>
  )
}
