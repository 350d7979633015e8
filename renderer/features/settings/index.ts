export { keyTexts as commandTexts } from './key-texts.ts'
export { SettingsScreen, type SettingsSection } from './SettingsScreen.tsx'
