export { kql } from './language.js';
