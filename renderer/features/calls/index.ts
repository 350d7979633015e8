export { CallsScreen } from './CallsScreen.tsx'
