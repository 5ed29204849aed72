import { fileURLToPath } from 'node:url';

/** The folder of the detections that come with the program. */
export const shippedDetections = fileURLToPath(new URL('../../../../detections', import.meta.url));
