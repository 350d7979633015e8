import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconArrowMerge,
  IconCheck,
  IconDoorExit,
} from '@tabler/icons-react'
import type { Call } from '../../../shared/softphone/call.ts'
import { canPullBack, type Transfer } from '../../../shared/softphone/transfer.ts'
import { useText } from '../../i18n/use-text.tsx'
import { Button } from '../../ui/primitives.tsx'
import { BarButton } from './bar-parts.tsx'
import css from './softphone.module.css'
import { usePhoneState } from './store.ts'
import { texts } from './texts.ts'

/** While a customer is on their way: complete, make it a conference, or take them back. */
export function TransferActions(props: { transfer: Transfer }) {
  const { transfer } = props
  const say = useText(texts)
  const phone = usePhoneState((s) => s.phone)
  const { customerId, state } = transfer
  const talking = state === 'talking'
  return (
    <>
      {talking && (
        <>
          <Button
            look="primary"
            className={css.barAction}
            icon={IconCheck}
            command="call.transfer"
            onClick={() => void phone.completeTransfer(customerId)}
          >
            {say('complete')}
          </Button>
          <BarButton
            icon={IconArrowMerge}
            label={say('conference')}
            command="call.merge"
            words="wide"
            onClick={() => void phone.merge()}
          />
        </>
      )}
      {canPullBack(transfer) && (
        <Button
          className={css.barAction}
          icon={IconArrowBackUp}
          command="call.pull-back"
          onClick={() => void phone.pullBack(customerId)}
        >
          {say(talking ? 'toCustomer' : 'pullBack')}
        </Button>
      )}
      {state === 'joining' && (
        <span className={css.progress} role="status">
          {say('joining')}
        </span>
      )}
    </>
  )
}

/** What can be done with a call that is talked on: pass it on, take the waiting one in, or leave the two alone. */
export function TransferButtons(props: { call: Call; party: Call[] }) {
  const { call, party } = props
  const say = useText(texts)
  const phone = usePhoneState((s) => s.phone)
  const open = usePhoneState((s) => s.transfer?.callId === call.callId)
  if (party.length === 1)
    return (
      <BarButton
        icon={IconDoorExit}
        label={say('leave')}
        command="call.transfer"
        words="wide"
        onClick={() => void phone.completeTransfer(call.callId)}
      />
    )
  if (party.length > 1) return null
  return (
    <BarButton
      icon={IconArrowForwardUp}
      label={say('transfer')}
      command="call.transfer"
      words="wide"
      aria-expanded={open}
      onClick={() => void phone.transferKey()}
    />
  )
}
