/** This machine, as it may stand in a parsed URL: every form of 127.0.0.0/8 and ::1 is written in one way there. */
export const isLoopbackHost = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
