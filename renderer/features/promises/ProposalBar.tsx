import { IconCalendarPlus, IconX } from '@tabler/icons-react'
import { useClockOffset } from '../../bridge/mirrors.ts'
import { moment } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { useCommand } from '../../keys/keys.tsx'
import { Icon } from '../../ui/icon.tsx'
import { notify } from '../../ui/notices.tsx'
import { useNowAs } from '../../ui/now.ts'
import { Button, IconButton } from '../../ui/primitives.tsx'
import { useTellFailure } from '../conversation/index.ts'
import { usePerson } from '../person/index.ts'
import css from './promises.module.css'
import { type Proposal, useProposals } from './store.ts'
import { proposalTexts } from './texts.ts'

/** Above the composer: what was just promised to this person, to be written down with one key. */
export function ProposalBar() {
  const members = usePerson((s) => s.members)
  const one = useProposals((s) => s.proposals.findLast((p) => members.includes(p.contactId)))
  return one ? <Bar key={one.promiseId} proposal={one} /> : null
}

function Bar(props: { proposal: Proposal }) {
  const { proposal } = props
  const say = useText(proposalTexts)
  const language = useLanguage()
  const tell = useTellFailure()
  const confirm = useProposals((s) => s.confirm)
  const dismiss = useProposals((s) => s.dismiss)
  const offset = useClockOffset()
  const now = useNowAs((at) => Math.floor(at / 60_000) * 60_000) + offset
  const when = moment(proposal.dueAt, now, language)
  const take = async () => {
    if (tell(await confirm(proposal))) notify({ tone: 'green', title: say('made', { when }), life: 4000 })
  }
  useCommand('promise.make', () => void take())
  return (
    <div className={css.bar} role="status" data-testid="promise-proposal">
      <Icon of={IconCalendarPlus} color="amber" />
      <span className={css.words}>
        <span className={css.when}>{say('promised', { when })}</span>
        <span className={`${css.said} ellipsis`} title={proposal.text}>
          {proposal.text}
        </span>
      </span>
      <Button look="amber" command="promise.make" onClick={() => void take()}>
        {say('make')}
      </Button>
      <IconButton icon={IconX} iconSize={16} label={say('no')} onClick={() => dismiss(proposal)} />
    </div>
  )
}
