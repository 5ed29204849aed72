/** How much an alert matters if it is right, in rising order. */
export const severities = ['low', 'medium', 'high', 'critical'] as const;

export type AlertSeverity = (typeof severities)[number];

/** How likely an alert is right, in rising order. */
export const confidences = ['low', 'medium', 'high'] as const;

export type Confidence = (typeof confidences)[number];

/** Below zero, zero or above zero, as the first severity is less than, equal to or above the second. */
export function compareSeverity(left: AlertSeverity, right: AlertSeverity): number {
  return severities.indexOf(left) - severities.indexOf(right);
}

/** Below zero, zero or above zero, as the first confidence is less than, equal to or above the second. */
export function compareConfidence(left: Confidence, right: Confidence): number {
  return confidences.indexOf(left) - confidences.indexOf(right);
}
