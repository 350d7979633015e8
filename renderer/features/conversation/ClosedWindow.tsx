import { IconTemplate } from '@tabler/icons-react'
import { findTemplates } from '../../../shared/templates/template.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { ChannelIcon, useChannelName } from '../../ui/channel.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Button } from '../../ui/primitives.tsx'
import { usePerson } from '../person/index.ts'
import css from './composer.module.css'
import { composerTexts } from './composer-texts.ts'
import { replyKey, useConversation } from './store.ts'
import { type Target, useTargets } from './targets.ts'
import { useFill } from './use-fill.ts'

/** The window has closed: approved templates stand in the field's place, and ways that are open. */
export function ClosedWindow(props: { target: Target; onFill: () => void }) {
  const { target, onFill } = props
  const say = useText(composerTexts)
  const language = useLanguage()
  const channelName = useChannelName()
  const templates = useConversation((s) => s.templates)
  const uses = useConversation((s) => s.uses)
  const write = useConversation((s) => s.write)
  const choose = usePerson((s) => s.choose)
  const spoken = usePerson((s) => s.card?.language)
  const fill = useFill()
  const approved = findTemplates(
    templates.filter((t) => t.approved),
    '',
    uses,
    { channel: target.channel, language: target.account?.language ?? spoken ?? language, limit: 3 },
  )
  const elsewhere = useTargets()
    .filter((t) => t.open === 'words' && t.conversationId !== target.conversationId)
    .slice(0, 3)
  return (
    <div className={css.closed} data-testid="closed-window">
      {approved.length === 0 && <p className={css.hint}>{say('noApproved')}</p>}
      {approved.map((template) => (
        <div key={template.templateId} className={css.closedRow}>
          <Icon of={IconTemplate} />
          <span className="ellipsis">{template.title}</span>
          <span className={css.hint}>{say('approvedMark', { version: template.version })}</span>
          <Button
            size="small"
            onClick={() => {
              write(replyKey(target.conversationId), {
                text: fill(template.body),
                templateId: template.templateId,
              })
              onFill()
            }}
          >
            {say('fillIn')}
          </Button>
        </div>
      ))}
      {elsewhere.length > 0 && (
        <div className={css.elsewhere}>
          <span>{say('writeHere')}</span>
          {elsewhere.map((t) => (
            <Button key={t.conversationId} onClick={() => choose(t.conversationId)}>
              <ChannelIcon wire={t.channel} />
              {channelName(t.channel)}
            </Button>
          ))}
        </div>
      )}
    </div>
  )
}
