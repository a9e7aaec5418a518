/** Which game day, and how to get to its server. */
interface Place {
  readonly id: string;
  readonly flags: string;
}

/** Commands that a person can copy from our texts. */
export const commands = {
  status: ({ id, flags }: Place) => `gameday status ${id}${flags}`,
  watch: ({ id, flags }: Place) => `gameday watch ${id}${flags}`,
  abort: ({ id, flags }: Place) => `gameday abort ${id} --reason TEXT${flags}`,
  report: ({ id, flags }: Place) => `gameday report ${id} --format html -o report.html${flags}`,
  resume: ({ flags }: Pick<Place, 'flags'>) => `gameday resume --as NAME --comment TEXT${flags}`,
  approve: ({ id, flags }: Place, step: number) =>
    `gameday approve ${id} --step ${step} --as NAME --comment TEXT${flags}`,
  settle: ({ id, flags }: Place, fault: string) =>
    `gameday settle ${id} --fault ${fault} --as NAME --comment TEXT${flags}`,
} as const;
