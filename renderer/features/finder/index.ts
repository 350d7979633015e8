export { FinderDialog, type FinderMode } from './FinderDialog.tsx'
