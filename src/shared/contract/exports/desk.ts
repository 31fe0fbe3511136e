import { procedure } from '../base.ts';
import {
  exportBegunSchema,
  folderOrderSchema,
  knowledgeOrderSchema,
  sheetOrderSchema,
} from './schemas.ts';

/** Asked from the hub, in the name of whoever is signed in; the bytes come from `paths.exported` of the host. */
export const exportsDeskContract = {
  sheet: procedure.input(sheetOrderSchema).output(exportBegunSchema),
  folder: procedure.input(folderOrderSchema).output(exportBegunSchema),
  knowledge: procedure.input(knowledgeOrderSchema).output(exportBegunSchema),
};
