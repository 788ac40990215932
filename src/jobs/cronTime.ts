import cron from 'node-cron';

/** Whether a text is a time at which a job can run: minute, hour, day, month, weekday. */
export function isCronTime(text: string): boolean {
  return text.trim().split(/\s+/).length === 5 && cron.validate(text);
}
