/** `MassClone` as `mass clone`, `CrossTenantMFABypass` as `cross tenant MFA bypass`; what a colon is followed by stays. */
export function wordsOf(indicator: string): string {
  const [name = '', ...rest] = indicator.split(':');
  const words = name
    .replaceAll(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, ' ')
    .replaceAll(/\b[A-Z][a-z]/g, (letters) => letters.toLowerCase());
  return rest.length === 0 ? words : `${words}: ${rest.join(':')}`;
}
