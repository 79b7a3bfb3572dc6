export * from './days';
export * from './instants';
export { locale, setLocale } from './locale';
export * from './numbers';
export * from './zoned';
