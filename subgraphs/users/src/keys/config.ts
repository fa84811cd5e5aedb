import { z } from 'zod';

/** The variables that `keys:rotate` reads. */
export const rotationConfigSchema = z.object({
  /** The key file, unless it is named as an argument. */
  JWT_PRIVATE_KEYS_FILE: z.string().optional(),
});
