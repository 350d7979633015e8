export { CardPane } from './CardPane.tsx'
