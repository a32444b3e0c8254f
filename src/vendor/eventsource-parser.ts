/** Door to eventsource-parser: the WHATWG event stream framing. */
export { createParser } from 'eventsource-parser';
