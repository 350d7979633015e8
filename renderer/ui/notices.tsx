import type { ReactNode } from 'react'
import { useEffect } from 'react'
import { createStore, useStore } from 'zustand'
import type { IconType } from './icon.tsx'

/** Something that has just happened, told in one line with at most one action; it goes by itself. */
export type Notice = {
  id: number
  icon?: IconType
  tone: 'plain' | 'green' | 'red' | 'amber'
  title: string
  detail?: string
  action?: { label: string; icon?: IconType; undo?: boolean; run: () => void }
  /** What else one may say to it; plain, beside the action. */
  second?: { label: string; run: () => void }
  /** Milliseconds on screen. */
  life: number
}

let last = 0
const notices = createStore<{ list: Notice[] }>(() => ({ list: [] }))

/** Tells the operator; the newest two stay on screen. Returns how to take it back early. */
export function notify(
  notice: Omit<Notice, 'id' | 'life' | 'tone'> & Partial<Pick<Notice, 'life' | 'tone'>>,
) {
  last += 1
  const full: Notice = { life: 10_000, tone: 'plain', ...notice, id: last }
  notices.setState(({ list }) => ({ list: [...list.slice(-1), full] }))
  return () => dismiss(full.id)
}

export const dismiss = (id: number): void =>
  notices.setState(({ list }) => ({ list: list.filter((n) => n.id !== id) }))

export const useNotices = (): Notice[] => useStore(notices, (s) => s.list)

/** Ends a notice when its time is up. */
export function NoticeLife(props: { notice: Notice; children: ReactNode }) {
  const { id, life } = props.notice
  useEffect(() => {
    const timer = setTimeout(() => dismiss(id), life)
    return () => clearTimeout(timer)
  }, [id, life])
  return props.children
}
