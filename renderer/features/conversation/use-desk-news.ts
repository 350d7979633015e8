import { useEffect } from 'react'
import { useBridge } from '../../bridge/bridge.tsx'
import { useOperatorName } from '../../bridge/mirrors.ts'
import { useText } from '../../i18n/use-text.tsx'
import { notify } from '../../ui/notices.tsx'
import { usePerson } from '../person/index.ts'
import { composerTexts } from './composer-texts.ts'

/** What colleagues did that this operator must know: took a conversation over, named them in a note. */
export function useDeskNews(): void {
  const bridge = useBridge()
  const say = useText(composerTexts)
  const operatorName = useOperatorName()
  const open = usePerson((s) => s.open)
  useEffect(() => {
    const stops = [
      bridge.writing.onTakenOver(({ by }) =>
        notify({ tone: 'amber', title: say('takenFrom', { name: operatorName(by) }) }),
      ),
      bridge.writing.onMentioned(({ contactId, by, name, text }) =>
        notify({
          tone: 'amber',
          title: say('mentionedBy', { by: operatorName(by), name }),
          detail: text,
          life: 30_000,
          action: { label: say('openIt'), run: () => void open(contactId) },
        }),
      ),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [bridge, say, operatorName, open])
}
