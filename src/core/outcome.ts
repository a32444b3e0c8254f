/** What an operation hands back. Its message is what it said through the reporter. */
export interface Outcome<Fields extends object = object> {
  /** `running`: started, not finished within `--wait`; `next` goes on. */
  status: 'done' | 'running';
  next?: string;
  fields: Fields;
}
