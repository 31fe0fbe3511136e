import { procedure } from '../base.ts';
import {
  exportBegunSchema,
  folderOrderSchema,
  knowledgeOrderSchema,
  sheetOrderSchema,
} from './schemas.ts';

/** What leaves the hub as a file. Since contract 3. Ordered here, which is in the audit with its reason; the bytes come from `paths.exported`. */
export const exportsHubContract = {
  /** For the lead: a sheet of tickets of the whole hub. */
  sheet: procedure
    .route({ method: 'POST', path: '/exports/sheet' })
    .input(sheetOrderSchema)
    .output(exportBegunSchema),
  /** For the lead: one ticket with its recordings as a zip file; `rows` counts its files. */
  folder: procedure
    .route({ method: 'POST', path: '/exports/folder' })
    .input(folderOrderSchema)
    .output(exportBegunSchema),
  /** For the lead: the knowledge base. */
  knowledge: procedure
    .route({ method: 'POST', path: '/exports/knowledge' })
    .input(knowledgeOrderSchema)
    .output(exportBegunSchema),
};
