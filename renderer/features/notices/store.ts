import { createStore } from 'zustand'
import type { Notice } from '../../../shared/notices/notice.ts'
import { bridgeStore } from '../../bridge/bridge.tsx'

/** What main has told this operator, the newest first. */
export const [useNoticeList] = bridgeStore<{ list: Notice[] }>((bridge) => {
  const store = createStore<{ list: Notice[] }>(() => ({ list: [] }))
  let told = false
  bridge.notices.onChanged(({ notices }) => {
    told = true
    store.setState({ list: notices })
  })
  void bridge.notices.list({}).then((answer) => {
    if (answer.ok && !told) store.setState({ list: answer.value.notices })
  })
  return store
})

export const isNew = (notice: Notice): boolean => notice.state === 'new'
export const useUnseen = (): number => useNoticeList((s) => s.list.filter(isNew).length)
