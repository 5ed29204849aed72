/** The anchor of a ranked account. */
export function anchorOf(rank: number): string {
  return `account-${rank}`;
}
