import '../app/styles.ts'
import { createRoot } from 'react-dom/client'
import { Mini } from './Mini.tsx'
import type { MiniBridge } from './store.ts'

declare global {
  interface Window {
    /** Put there by preload before the page's first script. */
    mini?: MiniBridge
  }
}

const root = document.getElementById('root')
const { mini } = window
if (!root || !mini) throw new Error('the page was opened without its preload')
createRoot(root).render(<Mini bridge={mini} />)
