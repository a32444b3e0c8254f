/** What a measured process is given of the surroundings: no NODE_OPTIONS, no NODE_EXTRA_CA_CERTS, which cost one side more than the other. */
export const cleanEnv = (): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  HOME: process.env['HOME'] ?? '',
});
