import { IconArrowBackUp, IconCheck } from '@tabler/icons-react'
import { useCallback } from 'react'
import type { InboxRow } from '../../../shared/domain/conversation.ts'
import { type ErrorCode, sentence } from '../../../shared/lib/errors.ts'
import type { ContactId, DispositionId } from '../../../shared/lib/ids.ts'
import type { Result } from '../../../shared/lib/result.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { notify } from '../../ui/notices.tsx'
import { usePerson } from '../person/index.ts'
import { conversationTexts } from './texts.ts'

/** Says an expected failure as a notice; the answer of a request passes through. */
export function useTellFailure(): <T>(answer: Result<T>) => answer is { ok: true; value: T } {
  const language = useLanguage()
  return useCallback(
    <T>(answer: Result<T>): answer is { ok: true; value: T } => {
      if (!answer.ok) notify({ tone: 'red', title: sentence(answer.code satisfies ErrorCode, language) })
      return answer.ok
    },
    [language],
  )
}

/** Takes a queued conversation and opens its person. Somebody else may be faster: then that is said. */
export function useAccept(): (row: InboxRow) => Promise<void> {
  const bridge = useBridge()
  const tell = useTellFailure()
  const open = usePerson((s) => s.open)
  return async (row) => {
    const answer = await bridge.conversation.accept({ conversationId: row.conversationId })
    if (tell(answer)) await open(row.contactId, row.conversationId)
  }
}

/** Closes a conversation at once and offers to take it back for ten seconds; false when it could not be closed. */
export function useClose(): (row: InboxRow, name: string, dispositionId?: DispositionId) => Promise<boolean> {
  const bridge = useBridge()
  const tell = useTellFailure()
  const reopen = useReopen()
  const say = useText(conversationTexts)
  return async (row, name, dispositionId) => {
    const { conversationId } = row
    const answer = await bridge.conversation.close({
      conversationId,
      ...(dispositionId ? { dispositionId } : {}),
    })
    if (!tell(answer)) return false
    notify({
      icon: IconCheck,
      tone: 'green',
      title: say('closed'),
      detail: name,
      action: { label: say('undo'), icon: IconArrowBackUp, undo: true, run: () => void reopen(row) },
    })
    return true
  }
}

export function useReopen(): (row: InboxRow) => Promise<void> {
  const bridge = useBridge()
  const tell = useTellFailure()
  return async (row) => {
    tell(await bridge.conversation.reopen({ conversationId: row.conversationId }))
  }
}

/** Calls a person's number. */
export function useCall(): (target: string, contactId: ContactId | undefined) => Promise<void> {
  const bridge = useBridge()
  const tell = useTellFailure()
  return async (target, contactId) => {
    tell(await bridge.softphone.dial({ target, ...(contactId ? { contactId } : {}) }))
  }
}
