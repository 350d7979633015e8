export * from '../../shared/search/card-text.ts'
