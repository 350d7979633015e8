export { SearchPane } from './SearchPane.tsx'
export { searchOf, useSearch } from './store.ts'
