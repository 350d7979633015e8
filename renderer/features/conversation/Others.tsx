import { IconEye, IconPencil } from '@tabler/icons-react'
import type { ConversationId } from '../../../shared/lib/ids.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useMe, useOperatorName } from '../../bridge/mirrors.ts'
import { useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Button } from '../../ui/primitives.tsx'
import { useTellFailure } from './actions.ts'
import css from './composer.module.css'
import { composerTexts } from './composer-texts.ts'
import { useConversation } from './store.ts'

const nobody: never[] = []

/** Colleagues who are in a conversation now. */
export function useOthers(conversationId: ConversationId | undefined) {
  const me = useMe()?.operatorId
  const all = useConversation((s) => (conversationId && s.attending.get(conversationId)) || nobody)
  return all.filter((one) => one.operatorId !== me)
}

/** Those of them who have words for the customer. */
export const useWriters = (conversationId: ConversationId | undefined) =>
  useOthers(conversationId).filter((one) => one.doing !== 'viewing')

const keys = { viewing: 'isHere', typing: 'isWriting', draft: 'hasDraft' } as const

/** Small marks of who else is here, in the list and in the header: an eye, a pencil while they write. */
export function OthersMarks(props: { conversationId: ConversationId | undefined }) {
  const say = useText(composerTexts)
  const operatorName = useOperatorName()
  const others = useOthers(props.conversationId)
  if (others.length === 0) return null
  const words = others.map((o) => say(keys[o.doing], { name: operatorName(o.operatorId) })).join(', ')
  const writes = others.some((o) => o.doing !== 'viewing')
  return (
    <span
      className={css.others}
      role="img"
      aria-label={words}
      title={words}
      data-testid="others"
      data-writes={writes}
    >
      <Icon of={writes ? IconPencil : IconEye} size={14} />
      {others.length > 1 && <span className="num">{others.length}</span>}
    </span>
  )
}

/** A soft lock: somebody else has words here, or has the conversation. It can be taken over, or written all the same. */
export function Others(props: {
  conversationId: ConversationId
  words?: string
  take: boolean
  onAnyway?: () => void
}) {
  const { conversationId, words, take, onAnyway } = props
  const say = useText(composerTexts)
  const bridge = useBridge()
  const tell = useTellFailure()
  const operatorName = useOperatorName()
  const others = useOthers(conversationId)
  const told = others.map((o) => say(keys[o.doing], { name: operatorName(o.operatorId) })).join('. ')
  return (
    <div className={css.standing} data-testid="soft-lock">
      <span>{[words, told].filter(Boolean).join('. ')}</span>
      <span className={css.row}>
        {onAnyway && <Button onClick={onAnyway}>{say('writeAnyway')}</Button>}
        {take && (
          <Button onClick={async () => tell(await bridge.writing.takeOver({ conversationId }))}>
            {say('takeOver')}
          </Button>
        )}
      </span>
    </div>
  )
}
