import './styles.ts'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'

const root = document.getElementById('root')
const { operator } = window
if (!root || !operator) throw new Error('the page was opened without its preload')
createRoot(root).render(<App bridge={operator} />)
