export { sigma } from './language.js';
