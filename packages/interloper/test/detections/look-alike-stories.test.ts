import { testStories } from './support/told-stories.js';

testStories('benign');
