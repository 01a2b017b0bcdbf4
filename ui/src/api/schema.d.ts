// Generated from openapi.json by `npm run schema`. Do not edit.

export interface paths {
    "/api/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Accounts by id or name, or those that were seen last. */
        get: operations["get_accounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One account: what is known of it, its subscriptions, products and orders, and the people with their roles. */
        get: operations["get_accounts_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The interactions about an account and its subscriptions and orders, of all people, newest first. */
        get: operations["get_accounts_id_timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alert-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest version of each alert rule that has not ended, by name. */
        get: operations["get_alert_rules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alert-rules/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An alert rule: its newest version, or the one that is asked for, with the list of all. */
        get: operations["get_alert_rules_name"];
        /** Makes the next version of an alert rule, or its first one. What came in before it opens nothing. */
        put: operations["put_alert_rules_name"];
        post?: never;
        /** Ends an alert rule. Its alerts stay, and its versions can still be read by their numbers. */
        delete: operations["delete_alert_rules_name"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The alerts, those that are due first. */
        get: operations["get_alerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/owners": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The owners who have alerts, by name. */
        get: operations["get_alerts_owners"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An alert. */
        get: operations["get_alerts_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Says that an alert was seen, is done or is not done after all, or hands it to somebody else. */
        patch: operations["patch_alerts_id"];
        trace?: never;
    };
    "/api/v1/asking-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How often people may be asked, over all surveys and channels. */
        get: operations["get_asking_rules"];
        /** Makes the next version of the rules: they hold for everybody who is asked from then on. */
        put: operations["put_asking_rules"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who read or changed what, newest first. */
        get: operations["get_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The audit as a file, oldest first: all of it that was there when it was asked for. An export is in the audit itself. */
        get: operations["get_audit_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/backups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes a backup of the data directory, as of now, and sends it. It is whole when the answer ends as HTTP says that it
         *     should; `throughline backup --verify` checks what was kept of it.
         */
        post: operations["post_backups"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest version of each category that has not ended, by name. */
        get: operations["get_categories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/categories/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A category: its newest version, or the one that is asked for, with the list of all. */
        get: operations["get_categories_name"];
        /** Makes the next version of a category, or its first one. What says the same as the newest changes nothing. */
        put: operations["put_categories_name"];
        post?: never;
        /** Ends a category. Its versions can still be read by their numbers. */
        delete: operations["delete_categories_name"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conflicts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Links that were refused and wait for a decision. */
        get: operations["get_conflicts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connectors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All connectors, with how they do. */
        get: operations["get_connectors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connectors/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One connector. */
        get: operations["get_connectors_name"];
        /** Makes a connector, or changes it. It looks at once. */
        put: operations["put_connectors_name"];
        post?: never;
        /** Removes a connector. What it brought stays, and so does its source. */
        delete: operations["delete_connectors_name"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connectors/{name}/fetch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Looks now, and says what came of it. */
        post: operations["post_connectors_name_fetch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Records what somebody allows or refuses. It counts from the next action on. */
        post: operations["post_consents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Links about which employees have decided, those of the newest decisions first. */
        get: operations["get_decisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was sent, or is to be, to webhooks and by mail, newest first. What came to its end is kept for 30 days. */
        get: operations["get_deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deliveries/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a message once more, with the same id, and tries for three days again. */
        post: operations["post_deliveries_id_replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/departments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Departments of the part of the organisation that the caller sees, the most used first. They appear by themselves as
         *     interactions name them, and with none where they are on record only.
         */
        get: operations["get_departments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/designs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest version of each design that has not ended, by name. */
        get: operations["get_designs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/designs/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A design: its newest version, or the one that is asked for, with the list of all. */
        get: operations["get_designs_name"];
        /** Makes the next version of a design, or its first one. What says the same as the newest changes nothing. */
        put: operations["put_designs_name"];
        post?: never;
        /** Ends a design. Its versions can still be read by their numbers. */
        delete: operations["delete_designs_name"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/doctor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Checks every invariant that can be checked on the live store. */
        get: operations["get_doctor"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drivers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What goes with high and low scores, of what people rated and of what happened to them before: Shapley shares of R2 with
         *     intervals, beside how good each driver is.
         */
        post: operations["post_drivers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drivers/penalty-reward": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Penalty-reward contrast analysis: which drivers only hurt when they are poor (basics), which only delight when they are
         *     good, and which do both.
         */
        post: operations["post_drivers_penalty_reward"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drivers/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The people behind a driver: who had so much of it and gave such a score, those who answered last first. */
        post: operations["post_drivers_people"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drivers/ratings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The properties with numbers of a few values in the latest 2,000 answers of a kind: what people rated beside their score. */
        get: operations["get_drivers_ratings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dropped": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Dropped events, newest first. The bounded store of them keeps the newest; the ledger counts all. */
        get: operations["get_dropped"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dropped/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends dropped events through intake again, by the mapping and rules of today. */
        post: operations["post_dropped_replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dropped/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One dropped event, as long as it is kept. */
        get: operations["get_dropped_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/effort/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The people behind a figure of the silo map or of what episodes cost altogether, those of whom it was true last first. */
        post: operations["post_effort_people"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/effort/silos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The silo map: which departments people have to do with, how their matters pass between them, and what gets lost. */
        get: operations["get_effort_silos"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/effort/totals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the matters of people cost them: contacts, changes of channel and department, waiting; and where they were
         *     asked for what they had told.
         */
        get: operations["get_effort_totals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/effort/weights": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the parts of effort weigh: how much ease each takes, by what people answered about their episodes, or as stated
         *     where they are too few.
         */
        get: operations["get_effort_weights"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Erasures, newest first. */
        get: operations["get_erasures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/erasures/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All erasures, a line each, without personal data: what erases them again after a restore. */
        get: operations["get_erasures_log"];
        put?: never;
        /** Erases again what these lines name and the store does not know as erased: after a restore, before a server listens. */
        post: operations["post_erasures_log"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/erasures/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Destroys now what is hidden, instead of waiting for more. */
        post: operations["post_erasures_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/erasures/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One erasure; what would go, as long as it is only proposed. */
        get: operations["get_erasures_id"];
        put?: never;
        post?: never;
        /** Takes a proposal back. */
        delete: operations["delete_erasures_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/erasures/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hides at once what was proposed, as far as it is named; it is destroyed within the hour. */
        post: operations["post_erasures_id_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All holds that are in force, newest first. */
        get: operations["get_holds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/holds/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Releases a hold. */
        delete: operations["delete_holds_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/identifiers/block": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Blocks an identifier: its links go, and people split again. Or lets it be used again. */
        post: operations["post_identifiers_block"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The progress of a running import. */
        get: operations["get_imports_id"];
        put?: never;
        post?: never;
        /** Cancels a running import. What is stored stays; importing again goes on from there. */
        delete: operations["delete_imports_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/improvements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest version of each improvement that has not ended, by name. */
        get: operations["get_improvements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/improvements/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An improvement: its newest version, or the one that is asked for, with the list of all. */
        get: operations["get_improvements_name"];
        /** Makes the next version of an improvement, or its first one. */
        put: operations["put_improvements_name"];
        post?: never;
        /** Ends an improvement. Its versions can still be read by their numbers. */
        delete: operations["delete_improvements_name"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/improvements/{name}/effect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What came of an improvement: the same measure before and after it, beside places that were not changed. */
        get: operations["get_improvements_name_effect"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/interactions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Opens one interaction. */
        get: operations["get_interactions_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/interactions/{id}/correction": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Says what a text means, against what was understood of it. It counts at once, and is learnt from with the next run. */
        put: operations["put_interactions_id_correction"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/joined": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What customers say of each touchpoint or department beside what employees say, in time, and whether the employees' score
         *     goes before the customers'.
         */
        get: operations["get_joined"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/journeys/cohorts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Who is back in later periods, by the period in which they began. */
        post: operations["post_journeys_cohorts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/journeys/cohorts/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The people of a cell of the table of cohorts. */
        post: operations["post_journeys_cohorts_people"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/journeys/conformance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** How people's ways leave the designed one: where, how often, with how many people, for how long. */
        post: operations["post_journeys_conformance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/journeys/conformance/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The people whose journeys leave the design in one way, or nowhere. */
        post: operations["post_journeys_conformance_people"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/journeys/emotions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The emotion curve: what people say in figures along the stages of a designed journey. */
        post: operations["post_journeys_emotions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/journeys/emotions/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The people who gave a score of a kind within a stage of a designed journey. */
        post: operations["post_journeys_emotions_people"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/journeys/facts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The facts that systems of the organisation told of people, those of the most people first. */
        get: operations["get_journeys_facts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/journeys/flow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Where the ways of people part: how many stand where at each depth, and where they go. */
        post: operations["post_journeys_flow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/journeys/flow/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The people at a node or on a link of the tree of ways. */
        post: operations["post_journeys_flow_people"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/journeys/follows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Which interactions follow one another directly: how often, with how many people, after how long. */
        post: operations["post_journeys_follows"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/journeys/follows/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The people behind a part of the directly-follows graph. */
        post: operations["post_journeys_follows_people"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/journeys/funnel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** How far people get on a way of several steps, with the time between. */
        post: operations["post_journeys_funnel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/journeys/funnel/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The people who got to a step of a funnel, or to it and no further. */
        post: operations["post_journeys_funnel_people"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/journeys/moments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Which names separate journeys that end well from those that do not, as they are and adjusted for what else differs. */
        post: operations["post_journeys_moments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/journeys/moments/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The people behind a moment: with it or without, with a good end or a bad one. */
        post: operations["post_journeys_moments_people"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/journeys/paths": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The most frequent whole ways that people go. */
        post: operations["post_journeys_paths"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/journeys/paths/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The people who go one way. */
        post: operations["post_journeys_paths_people"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/journeys/repeats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** How often people come again soon, by touchpoint, department or whatever they came for. */
        post: operations["post_journeys_repeats"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/journeys/repeats/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The people who came again soon. */
        post: operations["post_journeys_repeats_people"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/journeys/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sessions: interactions of one person with no long silence between. */
        post: operations["post_journeys_sessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/journeys/sessions/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The people who have a session that begins with a name. */
        post: operations["post_journeys_sessions_people"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All keys, newest first. */
        get: operations["get_keys"];
        put?: never;
        /** Makes a key with a role, or a write key for a source. */
        post: operations["post_keys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revokes a key. */
        delete: operations["delete_keys_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The ledger, by source and receipt hour. */
        get: operations["get_ledger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links/{id}/decide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decides a conflict: its ends are one person, or are marked apart. */
        post: operations["post_links_id_decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undoes a link: a decision is taken back, evidence is marked apart, a mark is taken away. */
        post: operations["post_links_id_undo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/locations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Locations of the part of the organisation that the caller sees, the most used first. They appear by themselves as
         *     interactions name them, and with none where they are on record only.
         */
        get: operations["get_locations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messengers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who sends messages, by channel. */
        get: operations["get_messengers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messengers/{channel}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Says who sends messages over a channel. */
        put: operations["put_messengers_channel"];
        post?: never;
        /** Says that nobody sends messages over a channel any more. */
        delete: operations["delete_messengers_channel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/needs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What employees need, what most vote for first. */
        get: operations["get_needs"];
        put?: never;
        /** Names a need, and votes for it. By whom is kept nowhere. */
        post: operations["post_needs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/needs/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Answers a need: whoever answers for its touchpoint or department does. */
        put: operations["put_needs_id_answer"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/needs/{id}/vote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Votes for a need: everybody once, and nobody sees who. */
        put: operations["put_needs_id_vote"];
        post?: never;
        /** Takes one's vote back. */
        delete: operations["delete_needs_id_vote"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The notes that one sees, the newest first: one's own with one's name, and those that one may answer. */
        get: operations["get_notes"];
        put?: never;
        /** Reports what stands in the way. Without a name nothing is kept of who reports: neither here nor in the audit. */
        post: operations["post_notes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notes/own": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The notes that one reported without a name, by their codes, the newest first. A code that is none is passed over. */
        post: operations["post_notes_own"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notes/places": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What notes and needs can be about: touchpoints and departments on record, of the part of the organisation that the caller
         *     sees.
         */
        get: operations["get_notes_places"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notes/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Answers a note: whoever answers for its touchpoint or department does. */
        put: operations["put_notes_id_answer"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The part of the organisation that the caller sees, as a tree. */
        get: operations["get_organisation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisation/costs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What things cost, in minor units of the company's currency. */
        get: operations["get_organisation_costs"];
        /** Says what things cost, the whole table, from a moment on and until the next table that is on record. */
        put: operations["put_organisation_costs"];
        /** Takes in a CSV file of cost tables. */
        post: operations["post_organisation_costs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisation/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes in a CSV file of units of a kind. */
        post: operations["post_organisation_kind"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisation/{kind}/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What holds of a unit. */
        get: operations["get_organisation_kind_name"];
        /** Puts a unit on record, or changes it, from a moment on and until the next change that is on record. */
        put: operations["put_organisation_kind_name"];
        post?: never;
        /** Ends a unit: from a moment on it is no more. What was before stays on record. */
        delete: operations["delete_organisation_kind_name"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** People by identifier, by name or words, or the most recent ones. */
        get: operations["get_people"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes two people one. */
        post: operations["post_people_merge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Shows what a decision would change, and changes nothing. */
        post: operations["post_people_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One person: what they are to us, their identifiers, and the newest value of each fact. */
        get: operations["get_people_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The accounts that a person has to do with, with their roles in them. */
        get: operations["get_people_id_accounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a person allows. */
        get: operations["get_people_id_consents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/episodes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The episodes of a person, newest first: their interactions gathered by matter, with what each cost them. */
        get: operations["get_people_id_episodes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says what would go if a person were erased. Nothing goes before it is confirmed. */
        post: operations["post_people_id_erasures"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything that is held of a person, on all their sides, as a file. */
        get: operations["get_people_id_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/facts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a person told us: the newest value of each fact, or all values. */
        get: operations["get_people_id_facts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The holds on a person, newest first. */
        get: operations["get_people_id_holds"];
        put?: never;
        /** Places a hold on a person. */
        post: operations["post_people_id_holds"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/identifiers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A person's identifiers with the time in which they were theirs. */
        get: operations["get_people_id_identifiers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/line": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A person's line: every interaction as a point, oldest first, at most the newest 10,000. */
        get: operations["get_people_id_line"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The links of a person, with their evidence. */
        get: operations["get_people_id_links"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/permits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a person may be used for now, purpose by purpose, and why. */
        get: operations["get_people_id_permits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/preference-link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a link to the preference centre for one of a person's identifiers. */
        post: operations["post_people_id_preference_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/related": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Others who have to do with a person: those who share an identifier with them, could be them, or had their number. */
        get: operations["get_people_id_related"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Files what somebody asks for by right. What it refuses or restricts holds at once. */
        post: operations["post_people_id_requests"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A person's timeline over all channels, newest first. */
        get: operations["get_people_id_timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/purposes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What data may be used for, and on what ground of law. A purpose that is not listed rests on consent. */
        get: operations["get_purposes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/purposes/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Says on what ground of law a purpose rests. */
        put: operations["put_purposes_name"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says whether a receipt is genuine. */
        post: operations["post_receipts_verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Privacy requests, soonest due first. */
        get: operations["get_requests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One privacy request. */
        get: operations["get_requests_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Takes a step of a request: `verify`, `extend`, `refuse` or `complete`. */
        patch: operations["patch_requests_id"];
        trace?: never;
    };
    "/api/v1/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every purpose and source, on what ground of law it rests, and how long its interactions are kept. */
        get: operations["get_retention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/retention/purposes/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Says how long interactions are kept that were taken in for a purpose. The daily run goes by it a day later. */
        put: operations["put_retention_purposes_name"];
        post?: never;
        /** Takes a purpose's rule away: what has no other is kept for ever. */
        delete: operations["delete_retention_purposes_name"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/retention/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins a run now, by all rules, new ones too. It goes on by itself: look at it by its id. */
        post: operations["post_retention_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/retention/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Runs, newest first. */
        get: operations["get_retention_runs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/retention/runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One run: how far it is, and what it did. */
        get: operations["get_retention_runs_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/retention/runs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets a run destroy nothing more. What is gone is still taken out everywhere before it ends. */
        post: operations["post_retention_runs_id_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/retention/sources/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Says how long a source's interactions are kept, whatever its purpose says. The daily run goes by it a day later. */
        put: operations["put_retention_sources_name"];
        post?: never;
        /** Takes a source's own rule away: that of its purpose applies. */
        delete: operations["delete_retention_sources_name"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scores": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All scores that customers gave, each kind by its usual figure, with how often each was given. */
        get: operations["get_scores"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scores/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Two groups of answers, or two times, beside each other, and what their difference says. */
        post: operations["post_scores_compare"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scores/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Scores by touchpoint, channel, department, stage or fact: each group beside all others together, with what many
         *     comparisons do to that.
         */
        post: operations["post_scores_groups"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scores/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The people who gave scores, in a range, in a group, those who answered last first. */
        post: operations["post_scores_people"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scores/responses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many of those who were invited to answer a survey did, by survey and by a fact of theirs. */
        get: operations["get_scores_responses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scores/responses/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The people whose invitation was not answered, or was, those who were invited last first. */
        post: operations["post_scores_responses_people"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scores/trend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Scores by day, week or month with their intervals, and the moments at which they became others. */
        post: operations["post_scores_trend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who calls: a user with a session, or a key. */
        get: operations["get_session"];
        put?: never;
        /** Signs in. The answer sets the cookie of a new session; the one that the browser had ends. */
        post: operations["post_session"];
        /** Signs out: ends the session and takes its cookie back. */
        delete: operations["delete_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/oidc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Begins to sign in through the organisation's provider: sends the browser there. */
        get: operations["get_session_oidc"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/oidc/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ends signing in through the provider: sets the cookie of a new session and sends the browser to `/`. A browser that is
         *     not let in goes to the sign-in page, which says why.
         */
        get: operations["get_session_oidc_callback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Changes one's own password and ends all one's other sessions. */
        post: operations["post_session_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins to set up a second factor. */
        post: operations["post_session_second_factor"];
        /** Removes one's second factor. */
        delete: operations["delete_session_second_factor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/second-factor/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets the second factor that was begun count, and ends one's other sessions. */
        post: operations["post_session_second_factor_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/ways": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How one can sign in, for whoever is not known yet. */
        get: operations["get_session_ways"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The settings in force. */
        get: operations["get_settings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All sources. */
        get: operations["get_sources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sources/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One source. */
        get: operations["get_sources_name"];
        /** Makes a source, or changes its settings. */
        put: operations["put_sources_name"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sources/{name}/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Imports a file with the source's mapping. The answer comes when all of it is durable.
         * @description An event log needs no mapping: where the source has none, and the file's name tells that it is one, the source gets the
         *     one that is built in.
         */
        post: operations["post_sources_name_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sources/{name}/mapping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A source's mapping, as TOML. */
        get: operations["get_sources_name_mapping"];
        /** Sets a source's mapping, as TOML. A mapping that cannot be read is refused. */
        put: operations["put_sources_name_mapping"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sql": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The queries that run on this server. */
        get: operations["get_sql"];
        put?: never;
        /** Answers a query over the whole history. */
        post: operations["post_sql"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sql/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends a query: one's own, or as administrator any. */
        delete: operations["delete_sql_number"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What arrives, as server-sent events: each `interaction` is a line of a timeline with its person's id. */
        get: operations["get_stream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/survey-previews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Shows a page of a survey that need not be kept yet, as it would be for somebody of whom nothing is known. */
        post: operations["post_survey_previews"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/survey-templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Surveys for the usual programmes, to begin with. */
        get: operations["get_survey_templates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/surveys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest version of each survey that has not ended, by name. */
        get: operations["get_surveys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/surveys/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A survey: its newest version, or the one that is asked for, with the list of all. */
        get: operations["get_surveys_name"];
        /** Makes the next version of a survey, or its first one. What says the same as the newest changes nothing. */
        put: operations["put_surveys_name"];
        post?: never;
        /** Ends a survey: nobody can answer it any more. Its versions can still be read by their numbers. */
        delete: operations["delete_surveys_name"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/surveys/{name}/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes in answers that were given elsewhere: a CSV file of which a column is a question, by its id or its text. Each row
         *     becomes a response, once, however often the file comes.
         */
        post: operations["post_surveys_name_answers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/surveys/{name}/asked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What came of asking to answer a survey: how many were invited and answered, and who was not asked, with the reason. */
        get: operations["get_surveys_name_asked"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/surveys/{name}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Invites people to a survey: makes an address for each that only they have, and that can be answered once. Whoever may
         *     not be asked is not, with the reason.
         */
        post: operations["post_surveys_name_invitations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/surveys/{name}/qr.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The address of a survey as a QR code, to be printed: an SVG picture. It leads to the host that this was asked of. */
        get: operations["get_surveys_name_qr_svg"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/surveys/{name}/responses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was answered to a survey, a row a response, the newest first. Of a survey that promises anonymity there is no such
         *     table.
         */
        get: operations["get_surveys_name_responses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/surveys/{name}/waves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The waves of a survey, the one that ends last first. */
        get: operations["get_surveys_name_waves"];
        put?: never;
        /**
         * Makes a wave of a survey that promises anonymity, and links that can be answered once each. Nothing is kept of who gets
         *     which: give them out in any way that does not note it either.
         */
        post: operations["post_surveys_name_waves"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/surveys/{name}/waves/held": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Brings in a wave that was held elsewhere, by a tool from before: it is kept as if it had been held here. The survey is
         *     answered in its newest version.
         */
        post: operations["post_surveys_name_waves_held"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/surveys/{name}/waves/{wave}/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was answered in a wave that is over: to each question by everybody and by each group, with the change since the
         *     wave before. Groups of fewer than 5 are not shown, nor others from which theirs would follow.
         */
        get: operations["get_surveys_name_waves_wave_results"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Teams of the part of the organisation that the caller sees, the most used first. They appear by themselves as
         *     interactions name them, and with none where they are on record only.
         */
        get: operations["get_teams"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/themes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What people write about, how many do, what they say of it and how that changes. */
        post: operations["post_themes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/themes/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest fifty runs. */
        get: operations["get_themes_runs"];
        put?: never;
        /** Learns from all texts anew. It goes on by itself. */
        post: operations["post_themes_runs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/themes/runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One run. */
        get: operations["get_themes_runs_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/themes/runs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stops a run. What was learnt before stays. */
        post: operations["post_themes_runs_id_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/themes/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Calls, hides or merges a theme. */
        patch: operations["patch_themes_number"];
        trace?: never;
    };
    "/api/v1/touchpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Touchpoints of the part of the organisation that the caller sees, the most used first. They appear by themselves as
         *     interactions name them, and with none where they are on record only.
         */
        get: operations["get_touchpoints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All users, by name. */
        get: operations["get_users"];
        put?: never;
        /** Adds a user. */
        post: operations["post_users"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A user. */
        get: operations["get_users_id"];
        put?: never;
        post?: never;
        /** Removes a user and ends their sessions. */
        delete: operations["delete_users_id"];
        options?: never;
        head?: never;
        /** Changes a user; what is absent stays. It counts from their next request on. */
        patch: operations["patch_users_id"];
        trace?: never;
    };
    "/api/v1/users/{id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a user another password and ends their sessions. */
        post: operations["post_users_id_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes a user's second factor away, for whoever has lost it and the recovery codes too. */
        delete: operations["delete_users_id_second_factor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/verbatims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What people wrote in their own words, the newest first. */
        post: operations["post_verbatims"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The saved views that one sees: first one's own, then those that others share, each by name. */
        get: operations["get_views"];
        put?: never;
        /** Saves a view under a name. */
        post: operations["post_views"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes a saved view. Only who made it, or an administrator, does. */
        delete: operations["delete_views_id"];
        options?: never;
        head?: never;
        /** Changes a saved view; what is absent stays. Only who made it, or an administrator, does. */
        patch: operations["patch_views_id"];
        trace?: never;
    };
    "/api/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The webhooks, by name. Their secrets are not shown. */
        get: operations["get_webhooks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Makes a webhook, or changes where its requests go. */
        put: operations["put_webhooks_name"];
        post?: never;
        /** Removes a webhook. What waits for it is given up. */
        delete: operations["delete_webhooks_name"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{name}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a message of the type `test` to a webhook. Its delivery says what comes of it. */
        post: operations["post_webhooks_name_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Metrics in Prometheus's text format. */
        get: operations["get_metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description What is said of a unit, by its kind. */
        About: components["schemas"]["Brand"] | components["schemas"]["Department"] | components["schemas"]["Team"] | components["schemas"]["Location"] | components["schemas"]["Partner"] | components["schemas"]["Touchpoint"];
        Add: {
            /** @description What they are called; the name unless told. */
            display_name?: string | null;
            /** @description What they sign in with: an e-mail address or a short name. */
            name: string;
            /** @description At least 12 characters; without it one is made and shown this once. */
            password?: string | null;
            /** @description What they may do. */
            role: components["schemas"]["Role"];
            /** @description Of which part of the organisation they see interactions; the whole unless told. */
            scope?: components["schemas"]["Scope"];
        };
        /** @description A new user. */
        Added: components["schemas"]["WireUser"] & {
            /** @description The password, where it was made here. It is shown this once. */
            password?: string | null;
        };
        /** @description When an alert is opened, where, for whom, and who is told. */
        AlertRule: {
            /** @description Over any of these channels; over any where none is named. */
            channels?: string[];
            /** @description With any of these departments; with any where none is named. */
            departments?: string[];
            /**
             * Format: int32
             * @description Within how many hours it is to be done, 1 to 2160.
             */
            due_hours: number;
            /** @description The mail address that is told. */
            email?: string | null;
            /** @description The user who sees to it, by name, where the touchpoint has no owner on record. */
            owner: string;
            /**
             * @description At any of these touchpoints; anywhere where none is named. An answer to a survey counts for the touchpoint that it
             *     is about.
             */
            touchpoints?: string[];
            /** @description The webhook that is told, by name. */
            webhook?: string | null;
            /** @description What somebody said or gave; any of these opens an alert, and all that hold are its reasons. */
            when: components["schemas"]["AlertWhen"][];
            /**
             * Format: int32
             * @description How many days ago it may have happened when it comes in, 1 to 3660; 2 unless told: what an import brings of last
             *     year alarms nobody.
             */
            within_days?: number;
        };
        /**
         * @description How far an alert is.
         * @enum {string}
         */
        AlertState: "open" | "seen" | "done" | "reopened";
        /** @description What opens an alert. */
        AlertWhen: {
            /**
             * Format: double
             * @description At or below this.
             */
            at_most: number;
            /** @enum {string} */
            kind: "score";
            /** @description The scale: `nps`, `csat`, `ces`, `stars`, `rating` or `satisfaction`. */
            scale: string;
        } | {
            /**
             * Format: double
             * @description From 0.5 to 1.
             */
            at_least: number;
            /** @enum {string} */
            kind: "negative";
        } | {
            /**
             * Format: double
             * @description From 0 to 1.
             */
            at_least: number;
            /** @description `anger`, `fear`, `sadness`, `disgust`, `surprise`, `joy`, `trust` or `anticipation`. */
            emotion: string;
            /** @enum {string} */
            kind: "emotion";
        } | {
            /**
             * @description `leaving`, `repeated`, `told_before`, `waiting`, `no_answer`, `passed_on`, `effort`, `broken_promise`,
             *     `escalation` or `unresolved`.
             */
            cue: string;
            /** @enum {string} */
            kind: "cue";
        };
        /** @description A column of an answer. */
        AnswerColumn: {
            /** @description What it is called. */
            name: string;
            /** @description Its type. */
            type: string;
        };
        /**
         * @description The form of an answer.
         * @enum {string}
         */
        AnswerFormat: "json" | "csv" | "parquet";
        AnswerNeed: {
            /** @description What is said to it; a reason where it will not be. */
            answer?: string | null;
            /** @description The day until which it is promised, as `2026-12-31`. */
            due?: string | null;
            status: components["schemas"]["FrontlineStatus"];
        };
        AnswerNote: {
            /** @description What is said to it; a reason where it stays as it is. */
            answer?: string | null;
            status: components["schemas"]["FrontlineStatus"];
        };
        /** @description What came of a file of answers. */
        AnswersImport: {
            /** Format: int64 */
            dropped: number;
            /** Format: int64 */
            duplicate: number;
            /** @description The first 20 rows that were not taken, and why. */
            refused: components["schemas"]["RefusedRow"][];
            /** Format: int64 */
            rows: number;
            /** Format: int64 */
            stored: number;
        };
        /** @description Who is back, by when they began. */
        AskCohorts: {
            /** @description They are back with an interaction of any of these names; with any unless told. */
            back?: string[];
            /** @description By what interactions are called. */
            by?: components["schemas"]["By"];
            /** @description Which interactions count. Without `from` the table has the last 26 periods; who came earlier is in no cohort. */
            filter?: components["schemas"]["Filter"];
            /** @description People begin with their first interaction of any of these names; with their first one unless told. */
            first?: string[];
            /** @description How long a period is; a week unless told. */
            period?: components["schemas"]["WirePeriod"];
        };
        /** @description The people of a cell of the table. */
        AskCohortsPeople: {
            /** @description The period in which they are back; absent for all who began. */
            back?: number | null;
            /** @description The period in which they began. */
            cohort: number;
            /** @description The table. */
            cohorts: components["schemas"]["AskCohorts"];
            /** @description Which of them. */
            page?: components["schemas"]["WirePage"];
        };
        /** @description A journey as it is meant to be, against what people do: a design that is on record, or one that is said here. */
        AskConformance: {
            /** @description What ends it badly. */
            bad?: string[];
            by?: components["schemas"]["By"] | null;
            /** @description The name of a design that is on record. Then nothing of what follows is said, but for the version. */
            design?: string | null;
            /** @description Which interactions count. */
            filter?: components["schemas"]["Filter"];
            /** @description What ends it well. */
            good?: string[];
            /** @description The stages, in order. */
            stages?: components["schemas"]["DesignStage"][];
            /** @description What begins the journey; where nothing is named, the first interaction, whatever it is. */
            start?: string[];
            /**
             * Format: int32
             * @description The number of its version; the newest unless told.
             */
            version?: number | null;
        };
        /** @description The people whose journeys leave the design in one way, or nowhere. */
        AskConformancePeople: {
            /** @description The design. */
            conformance: components["schemas"]["AskConformance"];
            deviation?: components["schemas"]["WireDeviation"] | null;
            /** @description Which of them. */
            page?: components["schemas"]["WirePage"];
        };
        /** @description The people who gave scores and of whom a driver had a number. */
        AskDriverPeople: {
            /**
             * Format: double
             * @description No less of it than this.
             */
            at_least?: number | null;
            /**
             * Format: double
             * @description No more of it than this.
             */
            at_most?: number | null;
            /** @description Which of them, as it is shown. */
            driver: string;
            /** @description The drivers. */
            drivers: components["schemas"]["AskDrivers"];
            /**
             * Format: double
             * @description No score above this.
             */
            highest?: number | null;
            /**
             * Format: double
             * @description No score below this.
             */
            lowest?: number | null;
            /** @description Which of them. */
            page?: components["schemas"]["WirePage"];
        };
        /** @description Which answers, and what may have driven them. */
        AskDrivers: {
            /**
             * Format: int32
             * @description So many days before the answer count, 1 to 365; 30 unless told.
             */
            days?: number | null;
            /** @description The episode that the answer is about counts instead, as effort has it; answers about none are left out. */
            episode?: boolean;
            /** @description What happened before the answer. */
            events?: components["schemas"]["DriverEvent"][];
            /** @description Which answers count. */
            filter?: components["schemas"]["Filter"];
            /** @description The kind of score: `nps`, `csat`, `ces`, `stars`, `rating` or `satisfaction`. */
            kind: string;
            /** @description What was observed before the answer; all of it where no ratings and events are asked for, else nothing unless told. */
            observed?: components["schemas"]["Observed"][] | null;
            /**
             * @description Numbers that were given in the same answer: paths of properties, names of fields with dots between them. Answers
             *     without one of them are left out.
             */
            ratings?: string[];
            /** @description So many of the touchpoints that people most often met before they answered, 8 at most. */
            touchpoints?: number;
        };
        /** @description The people behind a figure of effort. */
        AskEffortPeople: {
            /** @description The figure. */
            figure: components["schemas"]["WireFigure"];
            /** @description Contacts from when on, RFC 3339. */
            from?: string | null;
            /** @description Which of them. */
            page?: components["schemas"]["WirePage"];
            /** @description The side: `customer` (unless told) or `employee`. */
            side?: string | null;
            /** @description Until when, not included, RFC 3339. */
            until?: string | null;
        };
        /** @description The people who gave a score of a kind within a stage. */
        AskEmotionsPeople: {
            /** @description The journey. */
            emotions: components["schemas"]["AskConformance"];
            /** @description The kind of score. */
            kind: string;
            /** @description Which of them. */
            page?: components["schemas"]["WirePage"];
            /** @description The stage, counted from 0. */
            stage: number;
        };
        /** @description Where ways part, level by level. */
        AskFlow: {
            /** @description By what interactions are called. */
            by?: components["schemas"]["By"];
            /** @description How many steps deep, 1 to 64; 5 unless told. */
            depth?: number | null;
            /** @description Which interactions count. */
            filter?: components["schemas"]["Filter"];
            /** @description What of people's lines is their path. */
            shape?: components["schemas"]["WireShape"];
            /** @description How many names a depth, 1 to 255; 8 unless told. The rest is one node. */
            width?: number | null;
        };
        /** @description The people at a node of the tree, or with `to` on a link. */
        AskFlowPeople: {
            /** @description The depth of the node. */
            depth: number;
            /** @description The tree. */
            flow: components["schemas"]["AskFlow"];
            /** @description Its name; absent for the node of all that are not among the most frequent of the depth. */
            name?: string | null;
            /** @description Which of them. */
            page?: components["schemas"]["WirePage"];
            /** @description The name of the node a step deeper to which they go. */
            to?: string | null;
            /** @description Whether they go to the node of all that are not among the most frequent there, in place of `to`. */
            to_others?: boolean;
        };
        /** @description What follows what. */
        AskFollows: {
            /** @description By what interactions are called. */
            by?: components["schemas"]["By"];
            /** @description Whether of several in a row with one name only the first counts. */
            collapse?: boolean;
            /** @description Which interactions count. */
            filter?: components["schemas"]["Filter"];
            /** @description How many arrows, the most frequent first, 1 to 5000; 500 unless told. */
            limit?: number | null;
        };
        /** @description The people behind a part of the graph: give `from` and `to`, or `at`, `starts` or `ends`. */
        AskFollowsPeople: {
            /** @description Who has an interaction with this name. */
            at?: string | null;
            /** @description Whose last interaction has this name. */
            ends?: string | null;
            /** @description The graph. */
            follows: components["schemas"]["AskFollows"];
            /** @description Whose interaction with this name is followed by one with the name `to`. */
            from?: string | null;
            /** @description Which of them. */
            page?: components["schemas"]["WirePage"];
            /** @description Whose first interaction has this name. */
            starts?: string | null;
            /** @description See `from`. */
            to?: string | null;
        };
        /** @description How many people take these steps in this order within a window. */
        AskFunnel: {
            /** @description By what interactions are called. */
            by?: components["schemas"]["By"];
            /** @description What must not come between. */
            exclusions?: components["schemas"]["WireExclusion"][];
            /** @description Which interactions count. */
            filter?: components["schemas"]["Filter"];
            /** @description The steps: of each the names of which any is the step. */
            steps: string[][];
            /** @description Whether nothing else may come between. */
            strict?: boolean;
            /**
             * Format: int64
             * @description How long it may take from the first step to the last, in milliseconds; the end belongs to it.
             */
            window: number;
            /** @description Whether the window is from step to step rather than from the first one. */
            window_from_previous?: boolean;
        };
        /** @description The people who got to a step of a funnel. */
        AskFunnelPeople: {
            /** @description The funnel. */
            funnel: components["schemas"]["AskFunnel"];
            /** @description Which of them. */
            page?: components["schemas"]["WirePage"];
            /** @description The step, from 0. */
            step: number;
            /** @description Whether only those who got no further are meant. */
            stopped?: boolean;
        };
        /**
         * @description Which names go with a good end, and which still do when everything else is the same.
         *
         *     People are looked at again and again: what they had had in the days before a look, and whether a bad end came in the
         *     days after it, but not so soon that it had been decided before. `as_of` and `whole` compare otherwise.
         */
        AskMoments: {
            /** @description Facts that differences are adjusted for too, 8 at most: of each person the newest value before the end. */
            adjust_for?: string[];
            /**
             * @description Compares people as they stood at this moment, RFC 3339: of those who had come by then and not ended yet, with
             *     what they had had by then, whether they ended well afterwards, whenever that was.
             */
            as_of?: string | null;
            /**
             * Format: int64
             * @description Only names that at least so many people have, and as many do not; 30 unless told.
             */
            at_least?: number | null;
            /** @description A journey ends badly with its first interaction of any of these names, whether the filter lets it through or not. */
            bad: string[];
            /**
             * Format: int32
             * @description Days before a look in which what people had counts, 1 to 366; 30 unless told. Who had nothing then is not in the
             *     look.
             */
            before_days?: number | null;
            /** @description By what interactions are called. */
            by?: components["schemas"]["By"];
            /** @description By what ends are called; what happened, unless told. */
            ends_by?: components["schemas"]["By"];
            /** @description Which interactions count. */
            filter?: components["schemas"]["Filter"];
            /**
             * @description A journey ends well with its first interaction of any of these names, whether the filter lets it through or not.
             *     Where nothing is named, every journey that does not end badly ends well, with its last interaction.
             */
            good?: string[];
            /**
             * Format: int32
             * @description Days behind a look in which nobody may end, 0 to 366; 14 unless told. What people do shortly before an end is often
             *     part of it, such as saying that they leave, and leads to nothing.
             */
            guard_days?: number | null;
            /**
             * @description Compares whole journeys, each up to its end: for journeys that are over in days. Who ends early has had less time
             *     to have anything, and what belongs to an end is taken to lead to it.
             */
            whole?: boolean;
            /**
             * Format: int32
             * @description Days from then on in which a bad end counts, and from look to look, 1 to 366; 30 unless told. The 24 newest looks
             *     count that the time of the interactions has room for.
             */
            within_days?: number | null;
        };
        /** @description The people behind a moment. */
        AskMomentsPeople: {
            /** @description Whether those are meant whose end was good. */
            good_end: boolean;
            /** @description The moments. */
            moments: components["schemas"]["AskMoments"];
            /** @description The name. */
            name: string;
            /** @description Which of them. */
            page?: components["schemas"]["WirePage"];
            /** @description Whether those are meant who had it before the end. */
            with: boolean;
        };
        /** @description The most frequent whole ways. */
        AskPaths: {
            /** @description By what interactions are called. */
            by?: components["schemas"]["By"];
            /** @description Which interactions count. */
            filter?: components["schemas"]["Filter"];
            /** @description How many, the most frequent first, 1 to 1000; 100 unless told. */
            limit?: number | null;
            /** @description What of people's lines is their path. */
            shape?: components["schemas"]["WireShape"];
        };
        /** @description The people who go one way. */
        AskPathsPeople: {
            /** @description Which of them. */
            page?: components["schemas"]["WirePage"];
            /** @description Of which paths it is one. */
            paths: components["schemas"]["AskPaths"];
            /** @description Its steps. */
            steps: string[];
        };
        AskPreview: {
            /** @description What was answered so far, by the ids of questions, as `properties.answers` of a response have it. */
            answers?: {
                [key: string]: unknown;
            };
            /** @description What the form of a page sends, as browsers write it: then the page that follows is shown. */
            form?: string | null;
            /** @description The language in which it is read, one of the survey's; the first unless told. */
            language?: string | null;
            /** @description The question whose page is wanted; the first page unless told. */
            question?: string | null;
            survey: components["schemas"]["Survey"];
        };
        /** @description Who comes again soon. */
        AskRepeats: {
            /** @description By what interactions are called. */
            by?: components["schemas"]["By"];
            /** @description Which interactions count. */
            filter?: components["schemas"]["Filter"];
            /**
             * Format: int64
             * @description How soon, in milliseconds; the end counts. Seven days unless told.
             */
            within?: number | null;
        };
        /** @description The people who came again. */
        AskRepeatsPeople: {
            /** @description Whether an interaction with any name counts, rather than the same. */
            any?: boolean;
            /** @description After what. */
            name: string;
            /** @description Which of them. */
            page?: components["schemas"]["WirePage"];
            /** @description How soon. */
            repeats: components["schemas"]["AskRepeats"];
        };
        /** @description The people who were invited to answer. */
        AskResponsePeople: {
            /** @description Whether those are meant who answered; else those who did not. */
            answered?: boolean;
            /** @description Which invitations count. */
            filter?: components["schemas"]["Filter"];
            /** @description Which of them. */
            page?: components["schemas"]["WirePage"];
            /** @description The touchpoint of the survey; any unless told. */
            survey?: string | null;
        };
        /** @description Which texts, by what was understood of them: of each list that is not empty one must be true. */
        AskSaid: {
            /**
             * @description Names of categories; an empty one for texts in none.
             * @default []
             */
            categories: string[];
            /**
             * Format: double
             * @description The sentiment is at least so probable, from 0 to 1.
             * @default 0
             */
            certainty: number;
            /**
             * @description `repeated`, `told_before`, `waiting`, `leaving`, `no_answer`, `passed_on`, `effort`, `broken_promise`,
             *     `escalation`, `unresolved`.
             * @default []
             */
            cues: string[];
            /**
             * @description `joy`, `trust`, `fear`, `surprise`, `sadness`, `disgust`, `anger`, `anticipation`: spoken of at least as .3.
             * @default []
             */
            emotions: string[];
            /**
             * @description ISO 639-1: `en`, `de`, `fr`, `es`, `pt`, `it`.
             * @default []
             */
            languages: string[];
            /**
             * @description `negative`, `neutral`, `positive`, or `unread`: in no language that is read.
             * @default []
             */
            sentiments: string[];
            /**
             * @description Numbers of themes; 0 for texts about none.
             * @default []
             */
            themes: number[];
        };
        /** @description Two groups of answers beside each other: at two touchpoints, of two segments, in two times. */
        AskScoreComparison: {
            /** @description The kind of score: `nps`, `csat`, `ces`, `stars`, `rating` or `satisfaction`. */
            kind: string;
            measure?: components["schemas"]["Measure"] | null;
            /** @description Which answers are one group. */
            one: components["schemas"]["Filter"];
            /** @description Which are the other one. Answers in both groups make a difference look smaller than it is. */
            other: components["schemas"]["Filter"];
        };
        /** @description A group of answers. */
        AskScoreGroup: {
            /** @description Where a group's name is taken from. */
            at?: components["schemas"]["GroupAt"];
            /** @description By what answers are grouped. */
            by: components["schemas"]["GroupBy"];
            /** @description By which fact, where they are grouped by one. */
            fact?: string | null;
            /** @description The name of the group, as it is shown. */
            name: string;
        };
        /** @description Scores by group. */
        AskScoreGroups: {
            /** @description Where a group's name is taken from. */
            at?: components["schemas"]["GroupAt"];
            /** @description By what they are grouped. */
            by: components["schemas"]["GroupBy"];
            /** @description By which fact, where they are grouped by one. */
            fact?: string | null;
            /** @description Which answers count. */
            filter?: components["schemas"]["Filter"];
            /** @description The kind of score: `nps`, `csat`, `ces`, `stars`, `rating` or `satisfaction`. */
            kind: string;
            /** @description How many groups, those with the most answers; 50 unless told, 200 at most. */
            limit?: number | null;
            measure?: components["schemas"]["Measure"] | null;
        };
        /** @description The people who gave scores. */
        AskScorePeople: {
            /** @description Which answers count. */
            filter?: components["schemas"]["Filter"];
            group?: components["schemas"]["AskScoreGroup"] | null;
            /**
             * Format: double
             * @description No score above this; to the highest of the scale unless told.
             */
            highest?: number | null;
            /** @description The kind of score: `nps`, `csat`, `ces`, `stars`, `rating` or `satisfaction`. */
            kind: string;
            /**
             * Format: double
             * @description No score below this; from the lowest of the scale unless told.
             */
            lowest?: number | null;
            /** @description Which of them. */
            page?: components["schemas"]["WirePage"];
        };
        /** @description Scores by period. */
        AskScoreTrend: {
            /** @description Which answers count. */
            filter?: components["schemas"]["Filter"];
            /** @description The kind of score: `nps`, `csat`, `ces`, `stars`, `rating` or `satisfaction`. */
            kind: string;
            measure?: components["schemas"]["Measure"] | null;
            /** @description How long a period is; a month unless told. */
            period?: components["schemas"]["ScorePeriod"];
        };
        /** @description What people do in one go. */
        AskSessions: {
            /** @description By what interactions are called. */
            by?: components["schemas"]["By"];
            /** @description Which interactions count. */
            filter?: components["schemas"]["Filter"];
            /**
             * Format: int64
             * @description After how long a silence a new session begins, in milliseconds; 30 minutes unless told.
             */
            gap?: number | null;
            /**
             * @description Whether interactions and sessions are only counted: without lengths, durations and names, which take most of the
             *     time.
             */
            only_counts?: boolean;
        };
        /** @description The people who have such a session. */
        AskSessionsPeople: {
            /** @description With what it begins. */
            name: string;
            /** @description Which of them. */
            page?: components["schemas"]["WirePage"];
            /** @description Which sessions. */
            sessions: components["schemas"]["AskSessions"];
            /** @description Whether it has a single interaction, or several; either unless told. */
            single?: boolean | null;
        };
        /** @description Asks what people write about. */
        AskThemes: {
            /** @description Which interactions count. */
            filter?: components["schemas"]["Filter"];
            /** @description Whether hidden ones are listed too. */
            hidden?: boolean;
            /** @description The kind of score that is shown beside each theme: `nps` unless told. */
            kind?: string | null;
            /** @description How long a period of the trend is; a week unless told. */
            period?: components["schemas"]["ThemePeriod"];
        };
        /** @description Asks what people wrote. */
        AskVerbatims: {
            /** @description Which interactions count. */
            filter?: components["schemas"]["Filter"];
            /** @description Which of them. */
            page?: components["schemas"]["WirePage"];
            /** @description Which of their texts, by what was understood of them. */
            said?: components["schemas"]["AskSaid"];
            /**
             * @description Words that must all be in the text as it is shown, the last one as a beginning. The newest 5,000 texts are looked
             *     through.
             */
            search?: string | null;
        };
        /** @description A query. */
        Asked: {
            /** @description The form of the answer. */
            format?: components["schemas"]["AnswerFormat"];
            /** @description How many rows an answer as JSON has at most, 1 to 100000; 10000 unless told. */
            limit?: number | null;
            /** @description One statement that reads: SELECT, EXPLAIN, DESCRIBE or SHOW. */
            query: string;
        };
        /**
         * @description Who is asked.
         * @enum {string}
         */
        AskedOf: "customers" | "employees" | "partners";
        /** @description What came of asking to answer a survey. */
        AskedShown: {
            /**
             * Format: int64
             * @description How many of them were answered, as a whole or in part.
             */
            answered: number;
            /**
             * Format: int64
             * @description How many invitations there were.
             */
            invited: number;
            /** @description Who was not asked, the last ones first. */
            items: components["schemas"]["NotAskedShown"][];
            /** @description What became of mails that this server sends, reminders too: how many are in which state. */
            mails: {
                [key: string]: number;
            };
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /** @description How often somebody was not asked, by why. */
            not_asked: {
                [key: string]: number;
            };
            /**
             * Format: double
             * @description The share of invitations that were answered; absent where there was none.
             */
            response_rate?: number | null;
            /**
             * Format: int64
             * @description How many of them there are in all: somebody who was not asked several times on a day, for one reason, is one.
             */
            total: number;
        };
        /**
         * @description By what invitations are grouped.
         * @enum {string}
         */
        AskingGroup: "touchpoint" | "department" | "employee" | "location";
        /** @description How many invitations to a survey within some days. */
        AskingQuota: {
            /**
             * Format: int32
             * @description Within how many days, 1 to 3650.
             */
            days: number;
            each?: components["schemas"]["AskingGroup"] | null;
            /**
             * Format: int32
             * @description How many, 1 to 10 million.
             */
            invitations: number;
        };
        /** @description How often people are asked: over all surveys and channels together. */
        AskingRules: {
            at_most?: components["schemas"]["AtMost"] | null;
            /**
             * Format: int32
             * @description For how many days nobody is asked again, 0 to 3650; 30 unless told. 0 is no such rule.
             */
            days_between?: number;
            quiet_hours?: components["schemas"]["QuietHours"] | null;
            /** @description What holds for one survey besides, by its name. */
            surveys?: {
                [key: string]: components["schemas"]["AskingRulesOfSurvey"];
            };
        };
        /** @description What holds for one survey. */
        AskingRulesOfSurvey: {
            quota?: components["schemas"]["AskingQuota"] | null;
            /**
             * Format: double
             * @description The share of those who could be asked that is asked, above 0 to 1. Lots are drawn by identifier: whoever drew a blank
             *     has drawn it for this survey.
             */
            rate?: number | null;
        };
        /** @description So many times within so many days. */
        AtMost: {
            /**
             * Format: int32
             * @description Within how many days, 1 to 3650.
             */
            days: number;
            /**
             * Format: int32
             * @description How often, 1 to 1000.
             */
            times: number;
        };
        /**
         * @description Why something is permitted or not.
         * @enum {string}
         */
        Because: "granted" | "denied" | "nothing_said" | "basis" | "held" | "unknown";
        Begin: {
            /** @description Only say what would go. */
            dry_run?: boolean;
        };
        Block: {
            /** @description Blocked, or used again. */
            blocked: boolean;
            /** @description The identifier, such as `phone:+442079460018`. */
            identifier: string;
            /** @description Why. */
            reason: string;
        };
        Blocked: {
            blocked: boolean;
            identifier: string;
        };
        /** @description A brand. */
        Brand: {
            /**
             * @description The company behind it.
             * @default null
             */
            legal_entity: string | null;
        };
        /**
         * @description By what a row is called in a question.
         * @enum {string}
         */
        By: "touchpoint" | "channel" | "department" | "team" | "location" | "name";
        /** @description What texts of a category are about, with examples. */
        CategoryDefinition: {
            /** @description What they are about, in a sentence. */
            description?: string;
            /**
             * @description Texts that are about it, one at least; three are needed to learn it. Made up, or without personal data: they are
             *     kept with every version.
             */
            examples: string[];
        };
        /** @description A step of a request, one at a time. */
        Change: {
            /** @description It was checked that the asker is who they say. */
            verify: {
                /** @description How. */
                how: string;
            };
        } | {
            /** @description It takes longer, and they were told. */
            extend: {
                /** @description Why, as they were told. */
                reason: string;
            };
        } | {
            /** @description They do not get it, and were told. */
            refuse: {
                /** @description Why, as they were told. */
                reason: string;
            };
        } | {
            /** @description It is done. */
            complete: {
                /** @description What was done. */
                note: string;
            };
        };
        ChangeAlert: {
            /** @description What was done, or why it is opened again, in 1 to 2000 characters. */
            note?: string | null;
            /** @description The user who sees to it from now on, by name. */
            owner?: string | null;
            state?: components["schemas"]["AlertState"] | null;
        };
        ChangePassword: {
            /** @description At least 12 characters. */
            new: string;
            /** @description The password so far. */
            old: string;
        };
        ChangeUser: {
            /** @description Whether they may not sign in. */
            disabled?: boolean | null;
            /** @description What they are called. */
            display_name?: string | null;
            role?: components["schemas"]["Role"] | null;
            scope?: components["schemas"]["Scope"] | null;
        };
        ChangeView: {
            /** @description What it shows. */
            address?: string | null;
            /** @description What it is called. */
            name?: string | null;
            /** @description Whether everybody sees it who sees its page. */
            shared?: boolean | null;
        };
        /** @description One thing that was checked. */
        Check: {
            /** @description Whether it does. */
            holds: boolean;
            /** @description What should hold. */
            name: string;
            /** @description What was seen. */
            said: string;
        };
        /**
         * @description What a driver does to scores when it is poor and when it is good: the factors of customer satisfaction.
         * @enum {string}
         */
        Class: "basic" | "performance" | "delight" | "indifferent" | "hurts" | "unclear";
        ConfirmErasure: {
            /** @description The ids of the identifiers that go. What is not named stays, with everything that belongs to it. */
            identifiers: string[];
        };
        ConfirmFactor: {
            /** @description The code that the app shows. */
            code: string;
        };
        /** @description A second factor that counts from now on. */
        Confirmed: {
            /** @description Each can be sent once in place of a code. They are shown this once. */
            recovery_codes: string[];
        };
        /** @description From where is fetched. */
        ConnectorFrom: {
            /** @description The folder. */
            folder?: string;
            /** @description Whether the mails that are there already are read too, not only those that come from now on. */
            from_beginning?: boolean;
            /** @description The server, such as `imap.example.com`. */
            host: string;
            /** @enum {string} */
            kind: "imap";
            /**
             * Format: int32
             * @description The port: 993 with `tls`, 143 else, unless told.
             */
            port?: number | null;
            /** @description How the way there is kept secret. */
            tls?: components["schemas"]["ImapTls"];
            /** @description Whose mailbox. */
            user: string;
        } | {
            /** @enum {string} */
            kind: "feed";
            /** @description Its address. */
            url: string;
        } | {
            /** @description The hashtag, without `#`. */
            hashtag?: string | null;
            /** @enum {string} */
            kind: "mastodon";
            /** @description The server, such as `https://mastodon.social`. */
            server: string;
        };
        /** @description What things cost, in minor units of one currency. What is absent is not known, which is not nothing. */
        CostTable: {
            /**
             * Format: int64
             * @description What a minute of an agent costs.
             */
            agent_minute?: number | null;
            /** @description What a contact costs, by channel. */
            contacts?: {
                [key: string]: number;
            };
            /** @description The currency, ISO 4217. The company has one. */
            currency: components["schemas"]["Currency"];
            /**
             * Format: int64
             * @description What a minute of a customer is taken to be worth.
             */
            customer_minute?: number | null;
            /**
             * Format: int64
             * @description What an engineer's or other visit costs.
             */
            visit?: number | null;
        };
        Create: {
            kind?: components["schemas"]["SourceKeyKind"] | null;
            /** @description What it is for, to tell it from others. */
            name: string;
            role?: components["schemas"]["Role"] | null;
            /** @description Of which part of the organisation the key sees interactions; the whole unless told. */
            scope?: components["schemas"]["Scope"];
            /** @description The source, for a key that sends interactions; a source that does not exist yet is made. */
            source?: string | null;
        };
        /** @description A new key. The token is shown this once. */
        Created: components["schemas"]["WireKey"] & {
            /** @description The token. */
            key: string;
        };
        Credentials: {
            /** @description A code of the second factor, or a recovery code, of whoever has one. */
            code?: string | null;
            password: string;
            /** @description The user's name, in any case. */
            user: string;
        };
        /** @description A currency of ISO 4217. */
        Currency: string;
        Decide: {
            /** @description Whether the two are one person. */
            joined: boolean;
            /** @description Why. */
            reason: string;
        };
        /** @description A journey as it is meant to be. */
        Definition: {
            /** @description What ends it badly. */
            bad?: string[];
            /** @description By what interactions are called. */
            by?: components["schemas"]["By"];
            /** @description What ends it well. */
            good?: string[];
            /** @description The customer's job: what the journey is for, in their words. */
            job: string;
            /** @description The stages, in order. */
            stages: components["schemas"]["DesignStage"][];
            /** @description What begins the journey; where nothing is named, the first interaction, whatever it is. */
            start?: string[];
        };
        /**
         * @description What became of a delivery.
         * @enum {string}
         */
        DeliveryState: "waiting" | "sent" | "given_up";
        /** @description A department. */
        Department: {
            /**
             * @description The brand that it works for; absent where it works for all.
             * @default null
             */
            brand: string | null;
        };
        /** @description A stage of a designed journey. */
        DesignStage: {
            /** @description What it is called. */
            name: string;
            /** @description The names of interactions that belong to it. */
            names: string[];
            /** @description Whether it may be left out. */
            optional?: boolean;
            /** @description Whether it may have several interactions. */
            repeatable?: boolean;
        };
        Destroyed: {
            /** @description How many erasures are destroyed now. */
            destroyed: number;
        };
        /** @description What a run did by a rule. */
        Done: {
            /** @description What the rule is about. */
            about: components["schemas"]["RuleFor"];
            /**
             * Format: int64
             * @description Interactions that can only be counted now.
             */
            anonymised: number;
            /**
             * Format: int32
             * @description How long it keeps interactions, in days.
             */
            days: number;
            /**
             * Format: int64
             * @description Interactions of which nothing was left but their place.
             */
            destroyed: number;
            /**
             * Format: int64
             * @description Interactions that stay because a legal hold lies on somebody who was there.
             */
            held: number;
            /** @description The name of the purpose or source. */
            name: string;
            /** @description How much goes then. */
            then: components["schemas"]["Mode"];
        };
        /** @description Interactions that may have driven a score; all that is said must be so. */
        DriverEvent: {
            /** @description What it is to be called. */
            name: string;
            /** @description Where any of these happened. */
            names?: string[];
            /** @description Where all of these properties have one of their values. */
            properties?: components["schemas"]["FilterProperty"][];
            /** @description At any of these touchpoints. */
            touchpoints?: string[];
        };
        /**
         * @description Where a driver is from.
         * @enum {string}
         */
        DriverOf: "rating" | "observed" | "event" | "touchpoint";
        /**
         * @description Whether somebody has a second factor.
         * @enum {string}
         */
        Factor: "off" | "on" | "needed";
        /** @description What somebody asks for. */
        File: {
            /** @description How it came: `letter`, `email`, `web`, ... */
            channel: string;
            /**
             * Format: int32
             * @description The days that a law gives which is none of the named.
             */
            days?: number | null;
            /**
             * @description The identifiers with which they asked, such as `email:ana@example.com`; the one after which the person is named
             *     unless told.
             */
            identifiers?: string[];
            kind: components["schemas"]["RequestKind"];
            /** @description By what law: it sets the clock. */
            law: components["schemas"]["Law"];
            /** @description What they said, as far as it is needed. */
            note?: string;
            /** @description What they object to, or allow no more: refused at once under each of the identifiers. */
            purposes?: string[];
            /** @description When it came in, RFC 3339; now unless told. The clock runs from then. */
            received_at?: string | null;
        };
        /** @description Which interactions count; all of them where nothing is said. To a question the others never were. */
        Filter: {
            /**
             * @description Over any of these channels.
             * @default []
             */
            channels: string[];
            /**
             * @description Only where person and organisation had to do with each other, rather than one having sent or written something.
             * @default false
             */
            contacts: boolean;
            /**
             * @description With any of these departments.
             * @default []
             */
            departments: string[];
            /**
             * @description Of people of whom the newest value of each of these facts is one of those.
             * @default []
             */
            facts: components["schemas"]["FilterFact"][];
            /**
             * @description From when on, RFC 3339.
             * @default null
             */
            from: string | null;
            /**
             * @description At any of these locations.
             * @default []
             */
            locations: string[];
            /**
             * @description Where any of these happened.
             * @default []
             */
            names: string[];
            /**
             * @description Where all of these properties of the interaction have one of their values.
             * @default []
             */
            properties: components["schemas"]["FilterProperty"][];
            /**
             * @description The side of people: `customer` (unless told) or `employee`.
             * @default customer
             */
            side: string | null;
            /**
             * @description With any of these teams.
             * @default []
             */
            teams: string[];
            /**
             * @description At any of these touchpoints.
             * @default []
             */
            touchpoints: string[];
            /**
             * @description Until when, not included, RFC 3339.
             * @default null
             */
            until: string | null;
        };
        /** @description A fact of a person of which the newest value is one of some texts. */
        FilterFact: {
            /** @description The texts; of a number, a truth value and the like its JSON. */
            any_of: string[];
            /** @description Its name. */
            name: string;
        };
        /** @description A property of an interaction that is one of some texts. */
        FilterProperty: {
            /** @description The texts; of a number, a truth value and the like its JSON. */
            any_of: string[];
            /** @description Names of fields and places in lists (from 0), with dots between them. */
            path: string;
        };
        /** @description What was found. */
        Finding: {
            /** @description What it is. */
            kind: components["schemas"]["FindingKind"];
            /** @description The page that shows it: a path of this server with its query. */
            link?: string | null;
            /** @description It in a sentence, in 1 to 1000 characters. */
            said: string;
        };
        /**
         * @description What a finding is.
         * @enum {string}
         */
        FindingKind: "driver" | "theme" | "repeated_question" | "note" | "score" | "journey" | "other";
        /**
         * @description How far it is.
         * @enum {string}
         */
        FrontlineStatus: "open" | "under_way" | "done" | "will_not";
        /**
         * @description Where a group's name is taken from.
         * @enum {string}
         */
        GroupAt: "contact" | "answer";
        /**
         * @description By what answers are grouped.
         * @enum {string}
         */
        GroupBy: "touchpoint" | "channel" | "department" | "team" | "location" | "name" | "stage" | "fact";
        /** @description An answer of a wave that was held elsewhere. */
        HeldAnswer: {
            /** @description What was answered, by the ids of questions, as `properties.answers` of a response have it. */
            answers: {
                [key: string]: unknown;
            };
            /** @description The group of who gave it. */
            group: string;
        };
        HeldWave: {
            /** @description What was answered, in whatever order. */
            answers: components["schemas"]["HeldAnswer"][];
            /** @description When it was over. */
            closed_at: string;
            /** @description Who was asked: groups of at least 5, everybody in one. */
            groups: components["schemas"]["WaveGroup"][];
            /** @description What it is called, such as `2025-11`. */
            wave: string;
        };
        /**
         * @description What a hold is for.
         * @enum {string}
         */
        HoldKind: "legal" | "contact";
        /**
         * @description How the way to a mailbox is kept secret.
         * @enum {string}
         */
        ImapTls: "tls" | "starttls" | "none";
        /** @description What came of an import: its lines of the ledger. */
        Import: {
            /** @description Whether it was cancelled before its end. */
            cancelled: boolean;
            /** @description How many were dropped, by reason. */
            dropped: {
                [key: string]: number;
            };
            /**
             * Format: int64
             * @description How many were stored before.
             */
            duplicate: number;
            preview?: components["schemas"]["Preview"] | null;
            /**
             * Format: int64
             * @description Interactions that the rows made; a row that made none counts one.
             */
            received: number;
            /**
             * Format: int64
             * @description Rows read.
             */
            rows: number;
            /**
             * Format: int64
             * @description How many are stored now.
             */
            stored: number;
            /**
             * Format: int64
             * @description Of how many a consent string could not be read.
             */
            unread_consents: number;
            /** @description The columns that the mapping names and the file does not have, with the fields that use them. */
            warnings: string[];
        };
        /** @description Something that is changed because of a finding. */
        Improvement: {
            /** @description The day on which it was changed, such as `2026-03-02`; absent as long as it was not. */
            changed_on?: string | null;
            /**
             * Format: double
             * @description By how much the measure is expected to change, in its units: -5 is five fewer.
             */
            expected?: number | null;
            /** @description What was found. */
            finding: components["schemas"]["Finding"];
            /** @description The day on which to look again. */
            look_again_on: string;
            /** @description By what it is measured. */
            measure: components["schemas"]["ImprovementMeasure"];
            /** @description The user who answers for it, by name. */
            owner: string;
            /** @description How far it is. */
            state: components["schemas"]["ImprovementState"];
            /** @description What is changed, in 1 to 200 characters. */
            title: string;
        };
        /** @description By what an improvement is measured, and where. */
        ImprovementMeasure: {
            /** @description What kind of places are meant. */
            by: components["schemas"]["PlaceKind"];
            /** @description Places that are not changed, and otherwise alike; all others with enough figures where none is named. */
            compared_with?: string[];
            /** @description What is measured. */
            measured: components["schemas"]["Measured"];
            /** @description Where it is changed, 1 to 50 names. */
            places: string[];
        };
        /**
         * @description How far an improvement is.
         * @enum {string}
         */
        ImprovementState: "planned" | "changed" | "kept" | "dropped";
        Invite: {
            /** @description Over which channel they are reached: `email`, `sms`, `chat`, ... */
            channel: string;
            /**
             * Format: int32
             * @description For how many days it can be answered; 30 unless told, 730 at most.
             */
            days?: number | null;
            /** @description Who is asked, 1 to 1000. */
            people: components["schemas"]["Invited"][];
            /** @description Whether this server sends it to them: then `channel` is `email`, `sms` or `voice`. */
            send?: boolean;
        };
        /** @description Somebody who is asked. */
        Invited: {
            /** @description The department, employee and shop that they met there. */
            department?: string | null;
            employee?: string | null;
            /** @description One of their identifiers, such as `email:ana@example.com`. */
            identifier: string;
            /** @description The language in which they are asked. */
            language?: string | null;
            location?: string | null;
            /** @description What it was about: kinds and ids, `{"order": "HO-1234"}`. */
            subjects?: {
                [key: string]: string;
            };
            /** @description The touchpoint that they are asked about, where it is not that of the survey. */
            touchpoint?: string | null;
        };
        /** @description What came of asking somebody. */
        Invitee: {
            identifier: string;
            not_asked?: components["schemas"]["NotAsked"] | null;
            /** @description The path, to be put behind the address at which people reach this server; absent where they are not asked. */
            path?: string | null;
            until?: string | null;
        };
        /** @description What came of asking. */
        Invitees: {
            /**
             * Format: int64
             * @description How many were invited.
             */
            invited: number;
            /** @description One for each of `people`, in their order. */
            items: components["schemas"]["Invitee"][];
        };
        /** @description A month. */
        JoinedMonth: {
            customers: components["schemas"]["WireScore"];
            employees?: components["schemas"]["WireScore"] | null;
            /** @description When it begins. */
            from: string;
        };
        /** @description A place. */
        JoinedPlace: {
            customers: components["schemas"]["WireScore"];
            /** @description Its department; of a department its own name. */
            department?: string | null;
            employees?: components["schemas"]["WireScore"] | null;
            /** @description The months, in order: without a gap from the first to the last. */
            months: components["schemas"]["JoinedMonth"][];
            name: string;
            /**
             * Format: int64
             * @description How many needs they named.
             */
            needs: number;
            /** @description The share of scores below the middle of the scale; of nps of detractors. */
            negative: components["schemas"]["WireShare"];
            /**
             * Format: int64
             * @description How many notes employees wrote about it.
             */
            notes: number;
            /**
             * Format: int64
             * @description How many of them wait or are being mended.
             */
            notes_waiting: number;
            /** @description How the two go together in this department, by how many months customers come later; empty for touchpoints. */
            relations: components["schemas"]["JoinedRelation"][];
            /**
             * Format: int64
             * @description How many votes these have.
             */
            votes: number;
        };
        /** @description How two scores go together. */
        JoinedRelation: {
            /**
             * Format: double
             * @description Its upper end.
             */
            high?: number | null;
            /**
             * Format: double
             * @description The lower end of its interval of 95 % (Fisher, 1924).
             */
            low?: number | null;
            /**
             * Format: int64
             * @description Of how many months, those of all departments together.
             */
            months: number;
            /** @description How many months after the employees' score the customers' is. */
            months_later: number;
            /**
             * Format: double
             * @description The probability of one at least as far from 0 if there were none, adjusted for how many lags were looked at.
             */
            q?: number | null;
            /**
             * Format: double
             * @description Pearson's correlation within departments, from -1 to 1; absent where too few months are known.
             */
            r?: number | null;
            /** @description What it says, in words. */
            said: string;
        };
        /** @description Who calls. */
        Known: {
            /** @description What unsafe requests with the session's cookie must carry in `X-CSRF-Token`; absent for keys. */
            csrf?: string | null;
            /** @description The name in the audit: `user:NAME`, `key:NAME` or `local`. */
            name: string;
            /** @description What they may do: the names of rights, as `x-right` of operations has them. */
            rights: string[];
            role: components["schemas"]["Role"];
            /** @description Of which part of the organisation. */
            scope: components["schemas"]["Scope"];
            second_factor?: components["schemas"]["Factor"] | null;
            user?: components["schemas"]["WireUser"] | null;
        };
        /**
         * @description By what law they ask: it sets the clock.
         * @enum {string}
         */
        Law: "gdpr" | "uk_gdpr" | "ccpa" | "lgpd" | "other";
        /**
         * @description On what ground of law a purpose rests (GDPR, article 6).
         * @enum {string}
         */
        LegalBasis: "consent" | "legitimate_interest" | "contract" | "legal_obligation";
        /** @description A page of a list. */
        List_Shown_AlertRule: {
            /** @description The items of this page. */
            items: ({
                /** @description Over any of these channels; over any where none is named. */
                channels?: string[];
                /** @description With any of these departments; with any where none is named. */
                departments?: string[];
                /**
                 * Format: int32
                 * @description Within how many hours it is to be done, 1 to 2160.
                 */
                due_hours: number;
                /** @description The mail address that is told. */
                email?: string | null;
                /** @description The user who sees to it, by name, where the touchpoint has no owner on record. */
                owner: string;
                /**
                 * @description At any of these touchpoints; anywhere where none is named. An answer to a survey counts for the touchpoint that it
                 *     is about.
                 */
                touchpoints?: string[];
                /** @description The webhook that is told, by name. */
                webhook?: string | null;
                /** @description What somebody said or gave; any of these opens an alert, and all that hold are its reasons. */
                when: components["schemas"]["AlertWhen"][];
                /**
                 * Format: int32
                 * @description How many days ago it may have happened when it comes in, 1 to 3660; 2 unless told: what an import brings of last
                 *     year alarms nobody.
                 */
                within_days?: number;
            } & {
                changed_at: string;
                /** @description Who made it, as the audit names them. */
                changed_by: string;
                name: string;
                /** @description Why. */
                reason: string;
                /**
                 * Format: int32
                 * @description Its number, from 1.
                 */
                version: number;
            })[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_Shown_CategoryDefinition: {
            /** @description The items of this page. */
            items: ({
                /** @description What they are about, in a sentence. */
                description?: string;
                /**
                 * @description Texts that are about it, one at least; three are needed to learn it. Made up, or without personal data: they are
                 *     kept with every version.
                 */
                examples: string[];
            } & {
                changed_at: string;
                /** @description Who made it, as the audit names them. */
                changed_by: string;
                name: string;
                /** @description Why. */
                reason: string;
                /**
                 * Format: int32
                 * @description Its number, from 1.
                 */
                version: number;
            })[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_Shown_Definition: {
            /** @description The items of this page. */
            items: ({
                /** @description What ends it badly. */
                bad?: string[];
                /** @description By what interactions are called. */
                by?: components["schemas"]["By"];
                /** @description What ends it well. */
                good?: string[];
                /** @description The customer's job: what the journey is for, in their words. */
                job: string;
                /** @description The stages, in order. */
                stages: components["schemas"]["DesignStage"][];
                /** @description What begins the journey; where nothing is named, the first interaction, whatever it is. */
                start?: string[];
            } & {
                changed_at: string;
                /** @description Who made it, as the audit names them. */
                changed_by: string;
                name: string;
                /** @description Why. */
                reason: string;
                /**
                 * Format: int32
                 * @description Its number, from 1.
                 */
                version: number;
            })[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_Shown_Improvement: {
            /** @description The items of this page. */
            items: ({
                /** @description The day on which it was changed, such as `2026-03-02`; absent as long as it was not. */
                changed_on?: string | null;
                /**
                 * Format: double
                 * @description By how much the measure is expected to change, in its units: -5 is five fewer.
                 */
                expected?: number | null;
                /** @description What was found. */
                finding: components["schemas"]["Finding"];
                /** @description The day on which to look again. */
                look_again_on: string;
                /** @description By what it is measured. */
                measure: components["schemas"]["ImprovementMeasure"];
                /** @description The user who answers for it, by name. */
                owner: string;
                /** @description How far it is. */
                state: components["schemas"]["ImprovementState"];
                /** @description What is changed, in 1 to 200 characters. */
                title: string;
            } & {
                changed_at: string;
                /** @description Who made it, as the audit names them. */
                changed_by: string;
                name: string;
                /** @description Why. */
                reason: string;
                /**
                 * Format: int32
                 * @description Its number, from 1.
                 */
                version: number;
            })[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_Shown_Survey: {
            /** @description The items of this page. */
            items: ({
                /** @description The touchpoint that it asks about, where it is always the same. */
                about?: string | null;
                /**
                 * @description Whether it promises anonymity: what is answered is kept without who, when and in which order, and shown when the
                 *     wave is over, of no fewer than five people.
                 */
                anonymous?: boolean;
                /** @description Who is asked. */
                asked_of?: components["schemas"]["AskedOf"];
                /** @description When it ends: nobody can answer after that. */
                closes_at?: string | null;
                /** @description The department that asks. */
                department?: string | null;
                /** @description The sites that may show it within their pages, as `https://www.example.com`. */
                embedded_on?: string[];
                /** @description The languages it is in, as tags: `en`, `pt-BR`. The first is for everybody who reads none of the others. */
                languages: string[];
                /** @description Whether anybody may answer who has the address; else only who was invited. */
                open?: boolean;
                /** @description The questions, in order. */
                questions: components["schemas"]["SurveyQuestion"][];
                /**
                 * Format: int32
                 * @description After how many days whoever was invited by mail is reminded once, where they have not answered; 1 to 365.
                 */
                remind_after_days?: number | null;
                /** @description What is said after the last one. */
                thanks: components["schemas"]["Texts"];
                /** @description What people see above the questions. */
                title: components["schemas"]["Texts"];
                /** @description After what people are sent an invitation by mail, by themselves. Needs a mail server. */
                triggers?: components["schemas"]["SurveyTrigger"][];
                /** @description What is said before the first question. */
                welcome?: components["schemas"]["Texts"];
            } & {
                changed_at: string;
                /** @description Who made it, as the audit names them. */
                changed_by: string;
                name: string;
                /** @description Why. */
                reason: string;
                /**
                 * Format: int32
                 * @description Its number, from 1.
                 */
                version: number;
            })[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_String: {
            /** @description The items of this page. */
            items: string[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_SurveyTemplate: {
            /** @description The items of this page. */
            items: {
                /** @description What it is for, and when to ask. */
                description: string;
                /** @description A name for it. */
                name: string;
                survey: components["schemas"]["Survey"];
            }[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_WireAccount: {
            /** @description The items of this page. */
            items: ((components["schemas"]["WireWhole"] | null) & {
                /** @description What only public sources say, where nothing is known. */
                claimed: Record<string, never>;
                first_seen?: string | null;
                id: string;
                /** Format: int64 */
                interactions: number;
                last_seen?: string | null;
                /** @description Its id in the organisation's systems. */
                number: string;
                /** @description The person's roles, in a list of their accounts. */
                roles?: components["schemas"]["WireRole"][] | null;
                /** @description The newest known value of each of its facts. */
                traits: Record<string, never>;
            })[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_WireAlert: {
            /** @description The items of this page. */
            items: {
                changed_at?: string | null;
                /** @description Who changed it last, and when. */
                changed_by?: string | null;
                channel: string;
                department?: string | null;
                /** @description By when it is to be done. */
                due_at: string;
                id: string;
                interaction: string;
                /** @description Whether it should have been done by now. */
                late: boolean;
                made_at: string;
                /** @description What was done, or why it was reopened. */
                note?: string | null;
                occurred_at: string;
                /** @description The user who sees to it: the owner of the touchpoint, else the rule's. */
                owner: string;
                /** @description Whose interaction it was, as of today: /api/v1/people/{id}/timeline has their last contacts, /facts what is known. */
                person: string;
                /** @description Why, in words. */
                reasons: string[];
                /** @description The rule that opened it, and its version. */
                rule: string;
                state: components["schemas"]["AlertState"];
                /** @description What was written, as far as the reader's role sees it; absent where there is no text. */
                text?: string | null;
                touchpoint: string;
                /** Format: int32 */
                version: number;
            }[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_WireConnector: {
            /** @description The items of this page. */
            items: {
                /** @description Why it could not at its last look. */
                error?: string | null;
                /** Format: int32 */
                every_minutes: number;
                /** @description Since when it cannot. */
                failing_since?: string | null;
                /** @description When it looked last, and could. */
                fetched_at?: string | null;
                from: components["schemas"]["ConnectorFrom"];
                has_secret: boolean;
                made_at: string;
                /** @description Its name, and that of the source into which it fetches. */
                name: string;
                /** @description When it looks next. */
                next_at: string;
                paused: boolean;
                /**
                 * Format: int64
                 * @description How many interactions it has brought.
                 */
                stored: number;
            }[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_WireConsent: {
            /** @description The items of this page. */
            items: {
                /** @description When the decision that counts was taken. */
                decided_at: string;
                /** @description Where it was seen. */
                evidence: string;
                granted: boolean;
                purpose: string;
            }[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_WireDelivery: {
            /** @description The items of this page. */
            items: {
                /** @description What the last attempt came to where it failed: a status of HTTP, a code of SMTP, or words. */
                answer?: string | null;
                /** Format: int32 */
                attempts: number;
                /** @description What is sent. */
                body: Record<string, never>;
                email?: string | null;
                /** @description When it came to its end; absent while it waits. */
                ended_at?: string | null;
                event: string;
                /** @description What receivers are sent as `webhook-id`. */
                id: string;
                made_at: string;
                /** @description When it is sent or tried again; absent at its end. */
                next_at?: string | null;
                state: components["schemas"]["DeliveryState"];
                webhook?: string | null;
            }[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_WireDropped: {
            /** @description The items of this page. */
            items: {
                /** @description What exactly was wrong. */
                detail: string;
                /** @description What the reason means and what to do. */
                explanation: string;
                /** @description segment, cloudevent, row */
                form: string;
                id: string;
                /** @description What was received. */
                payload: string;
                reason: string;
                received_at: string;
                source: string;
            }[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_WireEpisode: {
            /** @description The items of this page. */
            items: {
                /**
                 * Format: int32
                 * @description How many facts they were asked for although they had told them.
                 */
                asked_again: number;
                /** @description When it began. */
                began: string;
                /**
                 * Format: int32
                 * @description How often the next contact was over another channel.
                 */
                channel_switches: number;
                /** @description The channels of its contacts, in the order in which they were first met. */
                channels: string[];
                /**
                 * Format: int32
                 * @description How often the person spoke with the organisation: the spoken contacts of their line.
                 */
                contacts: number;
                /** @description The departments of its contacts, in the order in which they were first met. */
                departments: string[];
                /** @description When something of it happened last. */
                ended: string;
                /** @description The interactions, in the order of time. */
                interactions: string[];
                /**
                 * Format: int32
                 * @description How often they had looked for help by themselves.
                 */
                looked_for_help: number;
                /**
                 * Format: int32
                 * @description In how many contacts it could be observed what was asked.
                 */
                observable: number;
                /** @description How much of the score each part makes, the largest first; those that make none are left out. */
                parts: components["schemas"]["WireEffortPart"][];
                /**
                 * Format: double
                 * @description The effort score, from 0 to 100; absent for an episode without a contact.
                 */
                score?: number | null;
                /** @description How often the next contact was with another department. */
                transfers: components["schemas"]["WireTransfers"];
                /**
                 * Format: double
                 * @description How many hours it took from the first contact to the last.
                 */
                waiting_hours: number;
            }[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_WireErasure: {
            /** @description The items of this page. */
            items: {
                /** @description When it was nowhere any more. */
                destroyed_at?: string | null;
                /** @description Since when nobody sees it. */
                hidden_at?: string | null;
                id: string;
                /** @description What would go, as long as it is only proposed: each may be a second human's. */
                identifiers?: components["schemas"]["WireGoing"][];
                /**
                 * Format: int64
                 * @description How many interactions would go.
                 */
                interactions?: number | null;
                /**
                 * Format: int64
                 * @description How many rows of people under a legal hold name it still. It is destroyed when these holds are released.
                 */
                kept_for_holds: number;
                mode: components["schemas"]["Mode"];
                reason: string;
                /** @description What can be given to the person, once it is destroyed. */
                receipt?: string | null;
                /** @description The privacy request that it serves. */
                request?: string | null;
                requested_at: string;
                requested_by: string;
                /** @description How many rows each holder changed in the passes that destroyed it. */
                rows: {
                    [key: string]: number;
                };
                stage: components["schemas"]["Stage"];
            }[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_WireFact: {
            /** @description The items of this page. */
            items: {
                /** @description The department that was told it last, where known. */
                department?: string | null;
                /** @description The department that was told this value first, where known. */
                first_department?: string | null;
                first_learnt_at: string;
                /** @description Whether it is the newest value and still holds. */
                fresh: boolean;
                interaction: string;
                /** @description Known from a trusted source; otherwise only claimed, and never to be prefilled. */
                known: boolean;
                /** @description When it was learnt last. */
                learnt_at: string;
                name: string;
                /** @description Whether it is the newest value of the fact. */
                newest: boolean;
                source: string;
                /**
                 * Format: int64
                 * @description How often it was told.
                 */
                times: number;
                touchpoint?: string | null;
                valid_until?: string | null;
                value: unknown;
            }[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_WireHeld: {
            /** @description The items of this page. */
            items: (components["schemas"]["WireHold"] & {
                person: string;
            })[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_WireHold: {
            /** @description The items of this page. */
            items: {
                active: boolean;
                id: string;
                kind: components["schemas"]["HoldKind"];
                placed_at: string;
                /** @description Likewise. */
                placed_by?: string | null;
                /** @description Shown to those who protect people only. */
                reason?: string | null;
                released_at?: string | null;
                until?: string | null;
            }[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_WireIdentifier: {
            /** @description The items of this page. */
            items: {
                /** @description Blocked values join nobody. */
                blocked?: boolean;
                /** @description When a sender first saw it. */
                first_seen?: string | null;
                /** @description From when it was this person's, where it has changed hands. */
                from?: string | null;
                namespace: string;
                /** @description Seen with so many people that it joins nobody. */
                shared?: boolean;
                /** @description Until when it was this person's, where it has changed hands. */
                until?: string | null;
                value: string;
            }[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_WireItem: {
            /** @description The items of this page. */
            items: {
                channel: string;
                department?: string | null;
                direction: string;
                employee?: string | null;
                /** @description How many facts it brought. */
                facts: number;
                id: string;
                /** @description The identifier that it belongs to. */
                identifier?: string | null;
                /** @description Sent by a trusted source; otherwise only claimed: anybody can send with a public key. */
                known: boolean;
                location?: string | null;
                name: string;
                occurred_at: string;
                /** @description How many questions were asked. */
                questions: number;
                source: string;
                team?: string | null;
                text?: string | null;
                touchpoint: string;
            }[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_WireKept: {
            /** @description The items of this page. */
            items: {
                about: components["schemas"]["RuleFor"];
                basis: components["schemas"]["LegalBasis"];
                name: string;
                purpose: string;
                rule?: components["schemas"]["WireRule"] | null;
            }[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_WireKey: {
            /** @description The items of this page. */
            items: {
                created_at: string;
                id: string;
                kind?: components["schemas"]["SourceKeyKind"] | null;
                name: string;
                revoked_at?: string | null;
                role?: components["schemas"]["Role"] | null;
                scope?: components["schemas"]["Scope"] | null;
                /** @description The source that it writes for. */
                source?: string | null;
            }[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_WireLine: {
            /** @description The items of this page. */
            items: (components["schemas"]["WireItem"] & {
                /** @description The person's id. */
                person: string;
            })[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_WireLink: {
            /** @description The items of this page. */
            items: {
                decisions: components["schemas"]["WireDecision"][];
                evidence: components["schemas"]["WireEvidence"];
                id: string;
                identifiers: string[];
                /** @description Whose these identifiers are today, one by one. */
                people: string[];
                /** @description active, conflict, apart, idle */
                state: string;
            }[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_WireMessenger: {
            /** @description The items of this page. */
            items: {
                changed_at: string;
                channel: components["schemas"]["MessageChannel"];
                /** @description Where invitations are handed over. */
                deliver_to?: string | null;
                /** @description What became of invitations. */
                messages: {
                    [key: string]: number;
                };
                /** @description By which our webhooks are signed (Standard Webhooks). It is shown when it is made, and never again. */
                signing_secret?: string | null;
                /** @description Whether answers are taken from Twilio. */
                takes_twilio: boolean;
                /** @description Where Twilio sends them. */
                webhook?: string | null;
            }[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_WireNamed: {
            /** @description The items of this page. */
            items: {
                /** @description Its brand, or that of its department. */
                brand?: string | null;
                /** @description The channel of its newest interaction; of a touchpoint that none has named, the one on record. */
                channel: string;
                /** @description The department that it belongs to. */
                department?: string | null;
                /** @description The first interaction that named it; absent where none has. */
                first_seen?: string | null;
                /** Format: int64 */
                interactions: number;
                /** @description The last one. */
                last_seen?: string | null;
                moment?: components["schemas"]["Moment"] | null;
                name: string;
                /** @description Whether it is on record; of a touchpoint, whether a department or user answers for it. */
                owned: boolean;
                /** @description The user who answers for it. */
                owner?: string | null;
                /** @description The stage of the journey at which it is met. */
                stage?: string | null;
            }[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_WireNeed: {
            /** @description The items of this page. */
            items: {
                /** @description What was answered last. */
                answer?: string | null;
                answered_at?: string | null;
                answered_by?: string | null;
                department?: string | null;
                /** @description What for. */
                detail?: string | null;
                /** @description The day until which it is promised, as `2026-12-31`. */
                due?: string | null;
                id: string;
                /** @description Whether one may answer it. */
                may_answer: boolean;
                /** @description The beginning of the day on which it was proposed. */
                proposed_at: string;
                status: components["schemas"]["FrontlineStatus"];
                title: string;
                touchpoint?: string | null;
                /** @description Whether one does oneself. */
                voted: boolean;
                /**
                 * Format: int64
                 * @description How many people vote for it.
                 */
                votes: number;
            }[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_WireNote: {
            /** @description The items of this page. */
            items: {
                /** @description What was answered last. */
                answer?: string | null;
                answered_at?: string | null;
                answered_by?: string | null;
                department?: string | null;
                id: string;
                /** @description Whether one may answer it. */
                may_answer: boolean;
                /** @description Whether it is one's own. */
                own: boolean;
                /** @description The rule, form, script or tool that it is about. */
                policy?: string | null;
                /** @description When it was reported; the beginning of the day where the reporter is not named. */
                reported_at: string;
                /** @description Who reported it, where they wanted to be named. */
                reporter?: string | null;
                status: components["schemas"]["FrontlineStatus"];
                text: string;
                touchpoint?: string | null;
            }[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_WirePermit: {
            /** @description The items of this page. */
            items: {
                basis: components["schemas"]["LegalBasis"];
                because: components["schemas"]["Because"];
                /** @description When they decided, where they did and not as an employee, whom the caller does not see. */
                decided_at?: string | null;
                granted: boolean;
                purpose: string;
            }[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_WirePerson: {
            /** @description The items of this page. */
            items: {
                channels: components["schemas"]["WireChannel"][];
                /** @description What only public sources say, where nothing is known: never to be prefilled. */
                claimed?: {
                    [key: string]: unknown;
                } | null;
                /** @description What they told us, where it was asked for: the newest value of each fact, with where it comes from. */
                facts?: components["schemas"]["WireFact"][] | null;
                first_seen?: string | null;
                id: string;
                identifiers: components["schemas"]["WireIdentifier"][];
                /** Format: int64 */
                interactions: number;
                last_seen?: string | null;
                /** @description What matched, in a search. */
                matched?: string | null;
                /** @description prospect, customer, `former_customer`, employee, partner */
                relations: string[];
                /** @description The newest known value of each fact, where one person is asked for. */
                traits?: {
                    [key: string]: unknown;
                } | null;
            }[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_WirePoint: {
            /** @description The items of this page. */
            items: {
                /** @description What they were asked. */
                asked: string[];
                /** @description What they were asked to serve them, although they had told it and it still held. */
                asked_again: components["schemas"]["WireAgain"][];
                channel: string;
                /** @description Whether person and organisation had to do with each other, rather than one having sent or written down something. */
                contact: boolean;
                department?: string | null;
                direction: string;
                id: string;
                name: string;
                occurred_at: string;
                /**
                 * @description Whether it was a spoken contact: something was said, written or asked, and not within the organisation. These are
                 *     the contacts that episodes count.
                 */
                spoken: boolean;
                /** @description The names of the facts that it brought. */
                told: string[];
                touchpoint: string;
            }[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_WirePurpose: {
            /** @description The items of this page. */
            items: {
                basis: components["schemas"]["LegalBasis"];
                name?: string;
            }[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_WireRatingPath: {
            /** @description The items of this page. */
            items: {
                /**
                 * Format: double
                 * @description The highest.
                 */
                highest: number;
                /**
                 * Format: double
                 * @description The lowest.
                 */
                lowest: number;
                /**
                 * Format: int64
                 * @description In how many of the answers that were looked at it is a number.
                 */
                of: number;
                /** @description Its path, as `ratings` of drivers takes it. */
                path: string;
            }[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_WireReadingRun: {
            /** @description The items of this page. */
            items: {
                /** @description Who asked for it; absent where it was due, which it is once a week. */
                asked_by?: string | null;
                begun_at: string;
                ended_at?: string | null;
                /**
                 * Format: int64
                 * @description How many of them are new since the run before.
                 */
                fresh: number;
                id: string;
                /** @description What was left undone, and why; empty where nothing was. */
                said: string;
                /**
                 * Format: double
                 * @description How much of the stage is done, from 0 to 1.
                 */
                share: number;
                /** @description `gathering`, `learning`, `finding`, `done`, `cancelled`, `failed` or `broken_off`. */
                stage: string;
                /**
                 * Format: int64
                 * @description From how many texts it learns; a sample of 50,000 at most.
                 */
                texts: number;
                /**
                 * Format: int64
                 * @description How many themes it found.
                 */
                themes: number;
            }[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_WireRelated: {
            /** @description The items of this page. */
            items: {
                /**
                 * @description `shared`: both use it, and it joins nobody. `conflict`: they could be one, and it waits for a decision. `apart`:
                 *     they are marked apart. `passed_on`: it was the one's before it was the other's.
                 */
                how: string;
                /** @description Their id. */
                person: string;
                /** @description By which identifier. */
                via: string;
            }[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_WireRequest: {
            /** @description The items of this page. */
            items: {
                channel: string;
                /** @description When it was done or refused. */
                closed_at?: string | null;
                /**
                 * Format: int32
                 * @description The days that another law gives.
                 */
                days?: number | null;
                /** @description The last moment at which it can be answered in time. */
                due_at: string;
                /** @description The erasure that served it. */
                erasure?: string | null;
                exported_at?: string | null;
                extended_at?: string | null;
                /** @description Why it takes longer, as they were told. */
                extension?: string | null;
                filed_by: string;
                /** @description The holds that were placed for it. */
                holds: string[];
                id: string;
                /** @description The identifiers with which it was made. */
                identifiers: components["schemas"]["WireAsker"][];
                kind: components["schemas"]["RequestKind"];
                law: components["schemas"]["Law"];
                note: string;
                /** @description Why it was refused, or what was done. */
                outcome: string;
                overdue: boolean;
                /** @description Whose it is today; nobody's once they are erased. */
                person?: string | null;
                /** @description What they object to, or allow no more. */
                purposes: string[];
                received_at: string;
                state: components["schemas"]["RequestState"];
                verified_at?: string | null;
                /** @description How it was checked who asks. */
                verified_how?: string | null;
            }[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_WireRow: {
            /** @description The items of this page. */
            items: {
                action: string;
                /** @description From which remote address; empty for what came over the socket of the data directory. */
                address: string;
                at: string;
                /** @description What chains the row to the one before, in hexadecimal; absent of rows from before there was a chain. */
                hash?: string | null;
                id: string;
                reason: string;
                subject: string;
                who: string;
            }[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_WireRun: {
            /** @description The items of this page. */
            items: {
                /** @description Who asked for it; nobody for the daily one. */
                asked_by?: string | null;
                begun_at: string;
                /** @description Whether somebody cancelled it: too late where the stage is `done`. */
                cancelled: boolean;
                /** @description Whether it only says what it would do: then its counts are what would go. */
                dry_run: boolean;
                ended_at?: string | null;
                /**
                 * Format: int64
                 * @description How many frames the journal had when it began.
                 */
                frames: number;
                id: string;
                /**
                 * Format: int64
                 * @description How many of them it has looked at.
                 */
                looked_at: number;
                /**
                 * Format: int64
                 * @description People of whom nothing was left: they are among the erasures.
                 */
                people_emptied: number;
                /** @description How many rows changed in what follows from interactions, by who holds them. */
                rows: {
                    [key: string]: number;
                };
                /** @description What it did, by rule. */
                rules: components["schemas"]["Done"][];
                stage: components["schemas"]["RunStage"];
            }[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_WireSource: {
            /** @description The items of this page. */
            items: {
                channel?: string | null;
                created_at: string;
                department?: string | null;
                /** @description The receipt hour of its last event. */
                last_hour?: string | null;
                /**
                 * Format: int32
                 * @description Whether it has a mapping, and how often that was changed.
                 */
                mapping_version: number;
                name: string;
                /** @description What it cannot promise. */
                notes: string[];
                /** @description What its interactions are taken in for. */
                purpose: string;
                /** Format: int64 */
                received: number;
                relation?: string | null;
                /** Format: int64 */
                stored: number;
            }[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_WireToldFact: {
            /** @description The items of this page. */
            items: {
                name: string;
                /**
                 * Format: int64
                 * @description Of how many people.
                 */
                people: number;
            }[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_WireUser: {
            /** @description The items of this page. */
            items: {
                changed_at: string;
                created_at: string;
                /** @description Since when they may not sign in. */
                disabled_at?: string | null;
                display_name: string;
                id: string;
                /** @description What they sign in with. */
                name: string;
                origin: components["schemas"]["Origin"];
                role: components["schemas"]["Role"];
                /** @description Of which part of the organisation. */
                scope: components["schemas"]["Scope"];
                /** @description Whether they have set up a second factor. */
                second_factor: boolean;
            }[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_WireView: {
            /** @description The items of this page. */
            items: {
                /** @description The path of its page with every filter and selection as its query. */
                address: string;
                changed_at: string;
                created_at: string;
                id: string;
                /** @description Whether one may change it. */
                may_change: boolean;
                name: string;
                /** @description Whether it is one's own. */
                own: boolean;
                /** @description Who made it, as the audit names them; absent where that user is gone. */
                owner?: string | null;
                /** @description Whether everybody sees it who sees its page. */
                shared: boolean;
            }[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_WireWave: {
            /** @description The items of this page. */
            items: {
                closes_at: string;
                groups: components["schemas"]["WaveGroup"][];
                /** @description Whether it is over: nothing is shown of it before. */
                over: boolean;
                /**
                 * Format: int32
                 * @description The version of the survey that is answered.
                 */
                version: number;
                wave: string;
            }[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        List_WireWebhook: {
            /** @description The items of this page. */
            items: {
                changed_at: string;
                /**
                 * Format: int64
                 * @description How many were given up in the last 30 days.
                 */
                given_up: number;
                made_at: string;
                name: string;
                url: string;
                /**
                 * Format: int64
                 * @description How many messages wait to be sent or to be tried again.
                 */
                waiting: number;
            }[];
            /** @description The cursor of the next page; absent on the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many items there are in all.
             */
            total: number;
        };
        /** @description A location: of a brand, of a department, or of neither. */
        Location: {
            /** @description Where it is. */
            address?: string | null;
            /** @description Its brand. */
            brand?: string | null;
            /** @description Its department. */
            department?: string | null;
            /** @description Its time zone, an IANA name such as `Europe/London`. */
            time_zone: string;
        };
        MadeLink: {
            /** @description The path, to be put behind the address at which people reach this server. */
            path: string;
            until: string;
        };
        /** @description A wave that was made. */
        MadeWave: {
            closes_at: string;
            /** @description A link for each person, in no order. They are shown this once. */
            links: components["schemas"]["WaveLink"][];
        };
        /** @description A webhook that was made or changed. */
        MadeWebhook: {
            name: string;
            /**
             * @description Its secret, `whsec_` and base64, with which receivers check signatures. It is shown this once; absent where the
             *     webhook keeps the one that it has.
             */
            secret?: string | null;
            url: string;
        };
        MakeLink: {
            /**
             * Format: int32
             * @description For how many days it holds; 90 unless told, 730 at most.
             */
            days?: number | null;
            /** @description The identifier to which the link is sent, such as `email:ana@example.com`: decisions are recorded under it. */
            identifier: string;
        };
        MakeWave: {
            /** @description When it is over, within 366 days. What was answered is shown from then on. */
            closes_at: string;
            /** @description Who is asked: groups of at least 5, everybody in one. */
            groups: components["schemas"]["WaveGroup"][];
            /** @description What it is called, such as `2026-11`. */
            wave: string;
        };
        /**
         * @description By which figure scores are summed up.
         * @enum {string}
         */
        Measure: "net_promoter" | "mean" | "top_two";
        /** @description What is measured. */
        Measured: {
            /** @enum {string} */
            of: "score";
            /** @description The scale: `nps`, `csat`, `ces`, `stars`, `rating` or `satisfaction`. */
            scale: string;
        } | {
            /** @enum {string} */
            of: "repeated_requests";
        } | {
            /** @enum {string} */
            of: "effort";
        };
        Merge: {
            /** @description A person, by id or by an identifier such as `email:ana@example.com`. */
            a: string;
            /** @description The other one. */
            b: string;
            /** @description Why they are one. */
            reason: string;
        };
        Merged: {
            /** @description The link that now joins them, and can be undone. */
            link: string;
            /** @description The person. */
            person: string;
        };
        /**
         * @description Over what a survey is asked by messages.
         * @enum {string}
         */
        MessageChannel: "sms" | "voice";
        /**
         * @description How much goes.
         * @enum {string}
         */
        Mode: "erase" | "anonymise";
        /**
         * @description When in a relationship a touchpoint is met.
         * @enum {string}
         */
        Moment: "stimulus" | "zero" | "first" | "second" | "ultimate";
        /**
         * @description Why somebody is not asked. Everybody who is not has exactly one reason.
         * @enum {string}
         */
        NotAsked: "Unknown" | "NotPermitted" | "Held" | "NoAddress" | "Over" | "NotDrawn" | "QuietHours" | "AskedRecently" | "AskedOften" | "QuotaFull";
        /** @description Somebody who was not asked. */
        NotAskedShown: {
            /** @description The day. */
            day: string;
            /**
             * @description The person; absent where nobody had the identifier, and where employees were to be asked whom the caller does not
             *     see.
             */
            person?: string | null;
            reason: components["schemas"]["NotAsked"];
            /** @description The rule, where it was one; as it was then. */
            rule?: string | null;
            /**
             * Format: int64
             * @description How often on that day.
             */
            times: number;
        };
        NoteCodes: {
            /** @description The codes that one got when one reported without a name; 200 at most. */
            codes: string[];
        };
        /** @description What notes and needs can be about. */
        NotePlaces: {
            /** @description The departments on record, by name. */
            departments: string[];
            /** @description The touchpoints on record, by name. */
            touchpoints: string[];
        };
        /**
         * @description What is observed of the contacts before an answer.
         * @enum {string}
         */
        Observed: "contacts" | "channel_switches" | "transfers" | "asked_again" | "waiting_days" | "looked_for_help";
        /** @description That there is a version. */
        OneVersion: {
            changed_at: string;
            changed_by: string;
            /** @description Whether it ended with it. */
            ended: boolean;
            reason: string;
            /** Format: int32 */
            version: number;
        };
        /**
         * @description Where a user comes from.
         * @enum {string}
         */
        Origin: "local" | "oidc";
        /** @description A partner. */
        Partner: {
            /** @description What it does for us: `dealer`, `subcontractor`, `supplier`, ... */
            kind: string;
        };
        /** @description A password that was reset. */
        PasswordReset: {
            /** @description The password, where it was made here. It is shown this once. */
            password?: string | null;
        };
        Place: {
            /** @description `legal`: nothing may be destroyed; `contact`: not to be contacted unasked. */
            kind: components["schemas"]["HoldKind"];
            /** @description Why. */
            reason: string;
            /** @description Until when, RFC 3339; until it is released unless told. */
            until?: string | null;
        };
        /**
         * @description What kind of places are compared.
         * @enum {string}
         */
        PlaceKind: "touchpoint" | "department";
        /** @description The first interactions of a dry run, and what would be dropped and why. */
        Preview: {
            /** @description The first drops of each reason. */
            dropped: components["schemas"]["PreviewDrop"][];
            /** @description The first interactions. What one does not have is left out. */
            interactions: unknown[];
        };
        /** @description A row that would be dropped. */
        PreviewDrop: {
            /** @description What exactly was wrong. */
            detail: string;
            /** @description The row. */
            payload: string;
            /** @description Why. */
            reason: string;
        };
        /** @description An error as the client sees it, `application/problem+json`. */
        Problem: {
            /** @description What was wrong, where, and what to do. */
            detail: string;
            /**
             * Format: int32
             * @description After how many seconds to try again.
             */
            retry_after?: number | null;
            /**
             * Format: int32
             * @description The HTTP status.
             */
            status: number;
            /** @description What kind of problem it is, in a few words. */
            title: string;
        };
        Propose: {
            /** @description How much goes; `erase` unless told. */
            mode?: components["schemas"]["Mode"];
            /** @description Why, without personal data: `asked by letter, case 4711`. */
            reason: string;
            /** @description The privacy request that it serves: confirming closes it. */
            request?: string | null;
        };
        ProposeNeed: {
            /** @description The department that lacks it. */
            department?: string | null;
            /** @description What for, in up to 2000. */
            detail?: string | null;
            /** @description What is needed, in 1 to 200 characters. */
            title: string;
            /** @description The touchpoint at which it is missing. */
            touchpoint?: string | null;
        };
        /** @description A connector as it is to be. */
        PutConnector: {
            /**
             * Format: int32
             * @description How many minutes are between two looks, 1 to 10080; 5 unless told.
             */
            every_minutes?: number | null;
            from: components["schemas"]["ConnectorFrom"];
            /** @description Whether it fetches nothing for now. */
            paused?: boolean;
            /**
             * @description The password of a mailbox, or the access token of an account. What is left out stays, as long as it leads to the
             *     same server and user.
             */
            secret?: string | null;
        };
        PutMessenger: {
            /** @description Where invitations are handed over, as `https://example.com/send`; none are where it is left out. */
            deliver_to?: string | null;
            /** @description Whether our webhooks are signed by a new secret from now on. */
            new_secret?: boolean;
            /** @description Twilio's auth token, by which it signs what it sends here. What is left out stays; an empty one takes it away. */
            twilio_auth_token?: string | null;
        };
        /** @description How long interactions are kept, and what is done then. */
        PutRule: {
            /**
             * Format: int32
             * @description For how many days they are kept: 1 to 36525.
             */
            days: number;
            /** @description `erase`: nothing stays; `anonymise`: day, channel, touchpoint and part of the organisation stay, to be counted. */
            then: components["schemas"]["Mode"];
        };
        /** @description What can be set of a source; what is left out stays. */
        PutSource: {
            /** @description The channel of interactions that name none. */
            channel?: string | null;
            /** @description The department of interactions that name none. */
            department?: string | null;
            /** @description What its interactions are taken in for: who refuses that is not taken in. */
            purpose?: string | null;
            /** @description The relation of interactions that name none. */
            relation?: string | null;
        };
        PutWebhook: {
            /** @description Whether it gets a new secret; the old one is worth nothing from then on. */
            renew_secret?: boolean;
            /** @description Where requests go, such as `https://hooks.example.com/throughline`. */
            url: string;
        };
        /**
         * @description Where a driver stands by importance and performance (J. A. Martilla and J. C. James, Importance-performance analysis,
         *     Journal of Marketing 41, 1977).
         * @enum {string}
         */
        Quadrant: "concentrate" | "keep_up" | "low_priority" | "overdone";
        /** @description Hours of the day, in the organisation's time. */
        QuietHours: {
            /** @description When they begin, as `21:00`. */
            from: string;
            /** @description The time zone, as `Europe/Berlin`. */
            time_zone: string;
            /** @description When they end, as `08:00`: on the next day where that is earlier. */
            until: string;
        };
        Receipt: {
            /** @description The receipt as it was given. */
            receipt: string;
        };
        Record: {
            /** @description When they decided, RFC 3339; now unless told. */
            decided_at?: string | null;
            /** @description Where the decision was seen; `api` unless told. */
            evidence?: string | null;
            /** @description Allowed or refused. */
            granted: boolean;
            /** @description The identifier, such as `email:ana@example.com`. */
            identifier: string;
            /** @description What for: `analytics`, `marketing`, `sharing`, ... */
            purpose: string;
        };
        Recorded: {
            decided_at: string;
            granted: boolean;
            purpose: string;
        };
        /** @description A row that was not taken. */
        RefusedRow: {
            /**
             * Format: int64
             * @description Which it is, the first below the header being 1.
             */
            row: number;
            why: string;
        };
        Remove: {
            /** @description One's password. */
            password: string;
        };
        Replay: {
            /** @description Only these, by id: then neither `source` nor `reason` counts. */
            ids?: string[] | null;
            /** @description At most so many, newest first; 1000 unless told. */
            limit?: number | null;
            /** @description Only for this reason. */
            reason?: string | null;
            /** @description Only of this source, by name. */
            source?: string | null;
        };
        /** @description What came of a replay. It is a new receipt, and counted as one. */
        Replayed: {
            /**
             * Format: int64
             * @description Dropped again.
             */
            dropped: number;
            /** Format: int64 */
            duplicate: number;
            /** Format: int64 */
            events: number;
            /** Format: int64 */
            stored: number;
        };
        ReplayedErasures: {
            /** @description How many were not erased here, and are now. */
            replayed: number;
        };
        /** @description What the doctor found. */
        Report: {
            /** @description What was checked. */
            checks: components["schemas"]["Check"][];
            /** @description Whether everything holds. */
            healthy: boolean;
            /** @description Up to when everything is in a backup that was handed out; of PostgreSQL's own tools nothing is known. */
            last_backup?: string | null;
            /** @description How many privacy requests wait. */
            privacy_requests: components["schemas"]["Waiting"];
        };
        ReportNote: {
            /** @description The department that it concerns. */
            department?: string | null;
            /** @description Whether those who answer may know whom it is from; not unless told. */
            named?: boolean;
            /** @description The rule, form, script or tool that it is about. */
            policy?: string | null;
            /** @description What stands in the way, in 1 to 2000 characters. */
            text: string;
            /** @description The touchpoint at which it does. */
            touchpoint?: string | null;
        };
        /** @description A note that was reported. */
        ReportedNote: {
            /**
             * @description By which whoever gave no name finds the note and its answer again: it is shown this once, and nothing else leads
             *     to them.
             */
            code?: string | null;
            note: components["schemas"]["WireNote"];
        };
        /**
         * @description What somebody asks for.
         * @enum {string}
         */
        RequestKind: "access" | "portability" | "rectification" | "erasure" | "restriction" | "objection" | "withdrawal";
        /**
         * @description How far a request is.
         * @enum {string}
         */
        RequestState: "open" | "extended" | "done" | "refused";
        ResetPassword: {
            /** @description At least 12 characters; without it one is made and shown this once. */
            password?: string | null;
        };
        /** @description Responses as a table. */
        ResponsesTable: {
            /** @description The names of the columns: what is known of a response, then the questions of all versions. */
            columns: string[];
            /** @description The newest responses: texts in the order of the columns. */
            rows: string[][];
            /**
             * Format: int64
             * @description How many there are in all.
             */
            total: number;
        };
        /**
         * @description What somebody may do as a whole; `docs/access.md` has the table.
         * @enum {string}
         */
        Role: "admin" | "analyst" | "marketer" | "agent" | "team-lead" | "touchpoint-owner" | "executive" | "privacy-officer" | "employee" | "partner" | "read-only";
        /**
         * @description What a rule is about.
         * @enum {string}
         */
        RuleFor: "purpose" | "source";
        /**
         * @description How far a run is.
         * @enum {string}
         */
        RunStage: "journal" | "indexes" | "people" | "done" | "cancelled";
        /** @description The queries that run on one server. */
        RunningQueries: {
            /** @description Those that began first come first. */
            items: components["schemas"]["RunningQuery"][];
        };
        /** @description A query that runs. */
        RunningQuery: {
            /**
             * Format: int64
             * @description Its number on this server.
             */
            number: number;
            /** @description What was asked; of others only administrators see it. */
            query?: string | null;
            /** @description Since when, RFC 3339. */
            since: string;
            /** @description By which way it came: `http` or `postgresql`. */
            way: string;
            /** @description Who asked. */
            who: string;
        };
        SaveView: {
            /** @description The path of a page with its query, as a browser writes it, in at most 8000 bytes: `/journeys/paths?by=channel`. */
            address: string;
            /** @description What it is called, in 1 to 100 characters. */
            name: string;
            /** @description Whether everybody sees it who sees its page. */
            shared?: boolean;
        };
        /** @description What a person says of a text. What is left out stays as it was. */
        SaysCorrection: {
            /** @description The name of its category; empty for none. */
            category?: string | null;
            /** @description `negative`, `neutral` or `positive`. */
            sentiment?: string | null;
            /**
             * Format: int32
             * @description The number of its theme; 0 for none.
             */
            theme?: number | null;
        };
        /** @description What people say of a theme. What is left out stays as it was. */
        SaysTheme: {
            /** @description Whether it is not to be seen. */
            hidden?: boolean | null;
            /**
             * Format: int32
             * @description The number of the theme that it is part of from now on; 0 for none.
             */
            merged_into?: number | null;
            /** @description What it is called, in up to 80 characters; empty for its most telling phrases. */
            name?: string | null;
        };
        /**
         * @description The part of the organisation of which somebody sees interactions: `"all"`, or for instance
         *     `{"department": ["Billing"]}`. Names are compared as they are.
         */
        Scope: "all" | {
            /** @description What departments and touchpoints of these brands did. */
            brand: string[];
        } | {
            /** @description What these departments did. */
            department: string[];
        } | {
            /** @description What these teams did. */
            team: string[];
        } | {
            /** @description What happened at these locations. */
            location: string[];
        };
        /**
         * @description How long a period is, UTC; weeks begin on Mondays.
         * @enum {string}
         */
        ScorePeriod: "day" | "week" | "month";
        /** @description A session that has begun; its cookie is `__Host-throughline`. */
        Session: {
            /** @description What unsafe requests with the cookie must carry in `X-CSRF-Token`. */
            csrf: string;
            /** @description Where it is `needed`, the session can only set it up. */
            second_factor: components["schemas"]["Factor"];
            user: components["schemas"]["WireUser"];
        };
        SetPurpose: {
            basis: components["schemas"]["LegalBasis"];
        };
        /** @description What the configuration says of identifiers and intake. */
        Settings: {
            /** @description What intake takes at most. */
            limits: Record<string, never>;
            /** @description All namespaces of identifiers, with those that were seen and never described. */
            namespaces: Record<string, never>[];
            /** @description `sqlite` or `postgres`. */
            store: string;
            /** @description The version of the server. */
            version: string;
        };
        /** @description A version, and which other ones there are. */
        ShownOfMany_AlertRule: components["schemas"]["Shown_AlertRule"] & {
            /** @description All versions, the oldest first. */
            versions: components["schemas"]["OneVersion"][];
        };
        /** @description A version, and which other ones there are. */
        ShownOfMany_CategoryDefinition: components["schemas"]["Shown_CategoryDefinition"] & {
            /** @description All versions, the oldest first. */
            versions: components["schemas"]["OneVersion"][];
        };
        /** @description A version, and which other ones there are. */
        ShownOfMany_Definition: components["schemas"]["Shown_Definition"] & {
            /** @description All versions, the oldest first. */
            versions: components["schemas"]["OneVersion"][];
        };
        /** @description A version, and which other ones there are. */
        ShownOfMany_Improvement: components["schemas"]["Shown_Improvement"] & {
            /** @description All versions, the oldest first. */
            versions: components["schemas"]["OneVersion"][];
        };
        /** @description A version, and which other ones there are. */
        ShownOfMany_Survey: components["schemas"]["Shown_Survey"] & {
            /** @description All versions, the oldest first. */
            versions: components["schemas"]["OneVersion"][];
        };
        /** @description The rules in force. */
        ShownRules: {
            rules: components["schemas"]["AskingRules"];
            /**
             * Format: int32
             * @description The version; 0 where nobody has written any, so that the usual ones hold.
             */
            version: number;
            /** @description All versions, the oldest first. */
            versions: components["schemas"]["OneVersion"][];
        };
        /** @description A version, as it is shown. */
        Shown_AlertRule: {
            /** @description Over any of these channels; over any where none is named. */
            channels?: string[];
            /** @description With any of these departments; with any where none is named. */
            departments?: string[];
            /**
             * Format: int32
             * @description Within how many hours it is to be done, 1 to 2160.
             */
            due_hours: number;
            /** @description The mail address that is told. */
            email?: string | null;
            /** @description The user who sees to it, by name, where the touchpoint has no owner on record. */
            owner: string;
            /**
             * @description At any of these touchpoints; anywhere where none is named. An answer to a survey counts for the touchpoint that it
             *     is about.
             */
            touchpoints?: string[];
            /** @description The webhook that is told, by name. */
            webhook?: string | null;
            /** @description What somebody said or gave; any of these opens an alert, and all that hold are its reasons. */
            when: components["schemas"]["AlertWhen"][];
            /**
             * Format: int32
             * @description How many days ago it may have happened when it comes in, 1 to 3660; 2 unless told: what an import brings of last
             *     year alarms nobody.
             */
            within_days?: number;
        } & {
            changed_at: string;
            /** @description Who made it, as the audit names them. */
            changed_by: string;
            name: string;
            /** @description Why. */
            reason: string;
            /**
             * Format: int32
             * @description Its number, from 1.
             */
            version: number;
        };
        /** @description A version, as it is shown. */
        Shown_CategoryDefinition: {
            /** @description What they are about, in a sentence. */
            description?: string;
            /**
             * @description Texts that are about it, one at least; three are needed to learn it. Made up, or without personal data: they are
             *     kept with every version.
             */
            examples: string[];
        } & {
            changed_at: string;
            /** @description Who made it, as the audit names them. */
            changed_by: string;
            name: string;
            /** @description Why. */
            reason: string;
            /**
             * Format: int32
             * @description Its number, from 1.
             */
            version: number;
        };
        /** @description A version, as it is shown. */
        Shown_Definition: {
            /** @description What ends it badly. */
            bad?: string[];
            /** @description By what interactions are called. */
            by?: components["schemas"]["By"];
            /** @description What ends it well. */
            good?: string[];
            /** @description The customer's job: what the journey is for, in their words. */
            job: string;
            /** @description The stages, in order. */
            stages: components["schemas"]["DesignStage"][];
            /** @description What begins the journey; where nothing is named, the first interaction, whatever it is. */
            start?: string[];
        } & {
            changed_at: string;
            /** @description Who made it, as the audit names them. */
            changed_by: string;
            name: string;
            /** @description Why. */
            reason: string;
            /**
             * Format: int32
             * @description Its number, from 1.
             */
            version: number;
        };
        /** @description A version, as it is shown. */
        Shown_Improvement: {
            /** @description The day on which it was changed, such as `2026-03-02`; absent as long as it was not. */
            changed_on?: string | null;
            /**
             * Format: double
             * @description By how much the measure is expected to change, in its units: -5 is five fewer.
             */
            expected?: number | null;
            /** @description What was found. */
            finding: components["schemas"]["Finding"];
            /** @description The day on which to look again. */
            look_again_on: string;
            /** @description By what it is measured. */
            measure: components["schemas"]["ImprovementMeasure"];
            /** @description The user who answers for it, by name. */
            owner: string;
            /** @description How far it is. */
            state: components["schemas"]["ImprovementState"];
            /** @description What is changed, in 1 to 200 characters. */
            title: string;
        } & {
            changed_at: string;
            /** @description Who made it, as the audit names them. */
            changed_by: string;
            name: string;
            /** @description Why. */
            reason: string;
            /**
             * Format: int32
             * @description Its number, from 1.
             */
            version: number;
        };
        /** @description A version, as it is shown. */
        Shown_Survey: {
            /** @description The touchpoint that it asks about, where it is always the same. */
            about?: string | null;
            /**
             * @description Whether it promises anonymity: what is answered is kept without who, when and in which order, and shown when the
             *     wave is over, of no fewer than five people.
             */
            anonymous?: boolean;
            /** @description Who is asked. */
            asked_of?: components["schemas"]["AskedOf"];
            /** @description When it ends: nobody can answer after that. */
            closes_at?: string | null;
            /** @description The department that asks. */
            department?: string | null;
            /** @description The sites that may show it within their pages, as `https://www.example.com`. */
            embedded_on?: string[];
            /** @description The languages it is in, as tags: `en`, `pt-BR`. The first is for everybody who reads none of the others. */
            languages: string[];
            /** @description Whether anybody may answer who has the address; else only who was invited. */
            open?: boolean;
            /** @description The questions, in order. */
            questions: components["schemas"]["SurveyQuestion"][];
            /**
             * Format: int32
             * @description After how many days whoever was invited by mail is reminded once, where they have not answered; 1 to 365.
             */
            remind_after_days?: number | null;
            /** @description What is said after the last one. */
            thanks: components["schemas"]["Texts"];
            /** @description What people see above the questions. */
            title: components["schemas"]["Texts"];
            /** @description After what people are sent an invitation by mail, by themselves. Needs a mail server. */
            triggers?: components["schemas"]["SurveyTrigger"][];
            /** @description What is said before the first question. */
            welcome?: components["schemas"]["Texts"];
        } & {
            changed_at: string;
            /** @description Who made it, as the audit names them. */
            changed_by: string;
            name: string;
            /** @description Why. */
            reason: string;
            /**
             * Format: int32
             * @description Its number, from 1.
             */
            version: number;
        };
        /**
         * @description How far a source's write key is believed.
         * @enum {string}
         */
        SourceKeyKind: "public" | "secret";
        /** @description An answer. */
        SqlAnswer: {
            /** @description The columns. */
            columns: components["schemas"]["AnswerColumn"][];
            /** @description The first rows: values in the order of the columns. */
            rows: Record<string, never>[][];
            /**
             * Format: int64
             * @description How many rows there are in all.
             */
            total: number;
            /** @description What is to be known of the answer, such as that a segment cannot be read. */
            warnings: string[];
        };
        /**
         * @description How far an erasure is.
         * @enum {string}
         */
        Stage: "proposed" | "hidden" | "destroyed";
        /** @description A second factor that was begun. It counts once one of its codes is confirmed. */
        Started: {
            /** @description The same as a URI, to be shown as a picture. */
            otpauth: string;
            /** @description The secret, to be typed into an app. */
            secret: string;
        };
        /** @description A survey. */
        Survey: {
            /** @description The touchpoint that it asks about, where it is always the same. */
            about?: string | null;
            /**
             * @description Whether it promises anonymity: what is answered is kept without who, when and in which order, and shown when the
             *     wave is over, of no fewer than five people.
             */
            anonymous?: boolean;
            /** @description Who is asked. */
            asked_of?: components["schemas"]["AskedOf"];
            /** @description When it ends: nobody can answer after that. */
            closes_at?: string | null;
            /** @description The department that asks. */
            department?: string | null;
            /** @description The sites that may show it within their pages, as `https://www.example.com`. */
            embedded_on?: string[];
            /** @description The languages it is in, as tags: `en`, `pt-BR`. The first is for everybody who reads none of the others. */
            languages: string[];
            /** @description Whether anybody may answer who has the address; else only who was invited. */
            open?: boolean;
            /** @description The questions, in order. */
            questions: components["schemas"]["SurveyQuestion"][];
            /**
             * Format: int32
             * @description After how many days whoever was invited by mail is reminded once, where they have not answered; 1 to 365.
             */
            remind_after_days?: number | null;
            /** @description What is said after the last one. */
            thanks: components["schemas"]["Texts"];
            /** @description What people see above the questions. */
            title: components["schemas"]["Texts"];
            /** @description After what people are sent an invitation by mail, by themselves. Needs a mail server. */
            triggers?: components["schemas"]["SurveyTrigger"][];
            /** @description What is said before the first question. */
            welcome?: components["schemas"]["Texts"];
        };
        /** @description How a question is answered. */
        SurveyAnswer: {
            /** @enum {string} */
            kind: "nps";
        } | {
            /** @enum {string} */
            kind: "enps";
        } | {
            /** @enum {string} */
            kind: "csat";
        } | {
            /** @enum {string} */
            kind: "ces";
        } | {
            /** @enum {string} */
            kind: "stars";
        } | {
            /** @enum {string} */
            kind: "smileys";
        } | {
            /** @enum {string} */
            kind: "single";
            /** @description The options. */
            options: components["schemas"]["SurveyChoice"][];
            /** @description Whether something else may be written. */
            other?: boolean;
        } | {
            /** @enum {string} */
            kind: "multiple";
            /**
             * Format: int32
             * @description How many at most.
             */
            most?: number | null;
            /** @description The options. */
            options: components["schemas"]["SurveyChoice"][];
            /** @description Whether something else may be written. */
            other?: boolean;
        } | {
            /** @description The columns. */
            columns: components["schemas"]["SurveyChoice"][];
            /** @enum {string} */
            kind: "matrix";
            /** @description The rows. */
            rows: components["schemas"]["SurveyChoice"][];
        } | {
            /** @enum {string} */
            kind: "ranking";
            /** @description The options. */
            options: components["schemas"]["SurveyChoice"][];
        } | {
            /** @enum {string} */
            kind: "text";
            /**
             * Format: int32
             * @description How many characters at most; 2000 unless told.
             */
            longest?: number;
        } | {
            /** @enum {string} */
            kind: "number";
            /**
             * Format: double
             * @description The least.
             */
            least?: number | null;
            /**
             * Format: double
             * @description The most.
             */
            most?: number | null;
        } | {
            /** @enum {string} */
            kind: "date";
        } | {
            /** @enum {string} */
            kind: "consent";
            /** @description The purpose, such as `marketing`. */
            purpose: string;
        };
        /** @description Something that can be chosen. */
        SurveyChoice: {
            /** @description By which answers name it: 1 to 40 small letters, digits and underscores. */
            id: string;
            /** @description What people see. */
            text: components["schemas"]["Texts"];
        };
        /** @description Something about an earlier answer. What was not answered holds none of these but `answered: false`. */
        SurveyCondition: {
            /** @description Whether it was answered at all. */
            answered?: boolean | null;
            /**
             * Format: double
             * @description It was answered with so much or more.
             */
            at_least?: number | null;
            /**
             * Format: double
             * @description It was answered with so much or less.
             */
            at_most?: number | null;
            /** @description It was answered with one of these options. */
            is?: string[];
            /** @description The earlier question. */
            question: string;
        };
        /** @description A fact that a question asks for. */
        SurveyFact: {
            /**
             * Format: int32
             * @description For how many days it is fresh since it was learnt; for ever unless told.
             */
            fresh_days?: number | null;
            /** @description The fact. */
            name: string;
            /**
             * @description Why it is asked for.
             * @example service
             */
            purpose?: string;
            /**
             * Format: int32
             * @description For how many days an answer holds; for ever unless told.
             */
            valid_days?: number | null;
        };
        /** @description A page as people see it. */
        SurveyPreview: {
            /** @description What was answered so far. */
            answers: {
                [key: string]: unknown;
            };
            /** @description The page, as HTML. */
            html: string;
            /** @description The questions on it; none behind the last page. */
            questions: string[];
            /** @description Those of them whose answer in `form` could not be taken: the page says why. */
            refused: string[];
        };
        /** @description A question. */
        SurveyQuestion: {
            /** @description How it is answered. */
            answer: components["schemas"]["SurveyAnswer"];
            fact?: components["schemas"]["SurveyFact"] | null;
            /** @description What helps to answer it. */
            help?: components["schemas"]["Texts"];
            /** @description By which answers name it: 1 to 40 small letters, digits and underscores. */
            id: string;
            /** @description Whether nobody can go on without answering it. */
            required?: boolean;
            /** @description When it is asked: all of these must hold; without any, always. */
            show_if?: components["schemas"]["SurveyCondition"][];
            /** @description Whether it begins a new page. One that depends on an answer of its own page does so anyway. */
            starts_page?: boolean;
            /** @description What is asked. */
            text: components["schemas"]["Texts"];
        };
        /** @description A survey to begin with. */
        SurveyTemplate: {
            /** @description What it is for, and when to ask. */
            description: string;
            /** @description A name for it. */
            name: string;
            survey: components["schemas"]["Survey"];
        };
        /** @description After which interactions people are asked: those that are as it says, in all that it says. */
        SurveyTrigger: {
            /** @description The channel. */
            channel?: string | null;
            /**
             * Format: int32
             * @description For how many days they can answer, 1 to 730; 30 unless told.
             */
            days?: number | null;
            /** @description The department. */
            department?: string | null;
            /** @description What happened, such as `Order Completed`. */
            name?: string | null;
            /**
             * @description What the person was to us.
             * @example customer
             */
            relation?: string | null;
            /** @description The touchpoint. */
            touchpoint?: string | null;
            /**
             * Format: int32
             * @description How many minutes after it they are asked, 0 to 43200.
             */
            wait_minutes?: number;
        };
        /** @description A team. */
        Team: {
            /** @description Its department. */
            department: string;
        };
        /**
         * @description A text in some languages, by their tags: `{"en": "Thank you", "de": "Danke"}`. `{fact.delivery_day|your delivery}`
         *     in it stands for what is known of the person, else for what is behind the bar; `{answer.reason|it}` for an earlier
         *     answer, `{about.order|your order}` for what the invitation is about.
         */
        Texts: {
            [key: string]: string;
        };
        /**
         * @description How long a period is, UTC; weeks begin on Mondays.
         * @enum {string}
         */
        ThemePeriod: "day" | "week" | "month";
        /** @description A touchpoint. */
        Touchpoint: {
            /** @description Its channel. Interactions that do not say theirs get it. */
            channel: string;
            /** @description The department that owns it. Interactions that do not say theirs get it. */
            department?: string | null;
            moment?: components["schemas"]["Moment"] | null;
            /** @description The user who answers for it, by name. */
            owner?: string | null;
            /** @description The stage of the journey at which it is met. */
            stage?: string | null;
        };
        Undo: {
            /** @description Why. */
            reason: string;
            /** @description The state in which the link was seen: 409 where it has another by now, so that a retry changes nothing. */
            state?: string | null;
        };
        /**
         * @description What a unit of the organisation is.
         * @enum {string}
         */
        UnitKind: "brands" | "departments" | "teams" | "locations" | "partners" | "touchpoints";
        Verified: {
            /** @description Whether it is one of ours, unchanged. */
            genuine: boolean;
        };
        /** @description How many requests wait. */
        Waiting: {
            /**
             * Format: int64
             * @description How many of them are due within seven days.
             */
            due_soon: number;
            /**
             * Format: int64
             * @description How many of them are past their time.
             */
            overdue: number;
            /**
             * Format: int64
             * @description How many wait.
             */
            pending: number;
        };
        /** @description Some who are asked. */
        WaveGroup: {
            /** @description What they are called: a department, team or shop. */
            name: string;
            /**
             * Format: int64
             * @description How many they are; at least 5.
             */
            people: number;
        };
        /** @description A link of a wave. */
        WaveLink: {
            group: string;
            /** @description The path, to be put behind the address at which people reach this server. */
            path: string;
        };
        /** @description How one becomes known here. */
        Ways: {
            /** @description Whether one can sign in through the organisation's provider. */
            provider: boolean;
            /** @description Whether the browser brings a session along, ended or not: without one nobody is signed in. */
            session: boolean;
        };
        /** @description A decision that somebody thinks of. */
        WhatIf: {
            /** @description Two people are one: each by id or by an identifier. */
            merge: {
                a: string;
                b: string;
            };
        } | {
            /** @description The link with this id is undone. */
            undo: string;
        } | {
            /** @description The ends of a link are one person, or are marked apart. */
            decide: {
                joined: boolean;
                link: string;
            };
        } | {
            /** @description An identifier is blocked, or used again. */
            block: {
                blocked: boolean;
                identifier: string;
            };
        };
        /** @description The people whom a decision would concern. */
        WhatWouldBe: {
            /** @description As they would be. */
            after: components["schemas"]["WireConcerned"][];
            /** @description As they are. */
            before: components["schemas"]["WireConcerned"][];
        };
        /** @description An account as it is shown. */
        WireAccount: (components["schemas"]["WireWhole"] | null) & {
            /** @description What only public sources say, where nothing is known. */
            claimed: Record<string, never>;
            first_seen?: string | null;
            id: string;
            /** Format: int64 */
            interactions: number;
            last_seen?: string | null;
            /** @description Its id in the organisation's systems. */
            number: string;
            /** @description The person's roles, in a list of their accounts. */
            roles?: components["schemas"]["WireRole"][] | null;
            /** @description The newest known value of each of its facts. */
            traits: Record<string, never>;
        };
        /** @description A repeated request. */
        WireAgain: {
            /** @description The fact that was asked for. */
            fact: string;
            /** @description The interaction in which it had been told last. */
            told_in: string;
        };
        /** @description An alert. */
        WireAlert: {
            changed_at?: string | null;
            /** @description Who changed it last, and when. */
            changed_by?: string | null;
            channel: string;
            department?: string | null;
            /** @description By when it is to be done. */
            due_at: string;
            id: string;
            interaction: string;
            /** @description Whether it should have been done by now. */
            late: boolean;
            made_at: string;
            /** @description What was done, or why it was reopened. */
            note?: string | null;
            occurred_at: string;
            /** @description The user who sees to it: the owner of the touchpoint, else the rule's. */
            owner: string;
            /** @description Whose interaction it was, as of today: /api/v1/people/{id}/timeline has their last contacts, /facts what is known. */
            person: string;
            /** @description Why, in words. */
            reasons: string[];
            /** @description The rule that opened it, and its version. */
            rule: string;
            state: components["schemas"]["AlertState"];
            /** @description What was written, as far as the reader's role sees it; absent where there is no text. */
            text?: string | null;
            touchpoint: string;
            /** Format: int32 */
            version: number;
        };
        /** @description A difference of two figures, in points of a net promoter score or mean, or of shares from -1 to 1. */
        WireApart: {
            /**
             * Format: double
             * @description Its upper end.
             */
            high: number;
            /**
             * Format: double
             * @description The lower end of its interval of 95 %.
             */
            low: number;
            /**
             * Format: double
             * @description The probability of a difference at least as large if there were none.
             */
            p: number;
            /**
             * Format: double
             * @description The same adjusted for how many groups were looked at (Benjamini and Hochberg).
             */
            q: number;
            /** @description What it says, in words. */
            said: string;
            /**
             * Format: double
             * @description One less the other.
             */
            value: number;
        };
        /** @description Two names that follow one another directly. */
        WireArrow: {
            /**
             * Format: int64
             * @description How often.
             */
            count: number;
            from: string;
            /**
             * Format: int64
             * @description With how many people.
             */
            people: number;
            /** @description Milliseconds between. */
            time: components["schemas"]["WireSpread"];
            to: string;
        };
        /** @description An identifier with which a request was made. */
        WireAsker: {
            id: string;
            /** @description Such as `email:ana@example.com`; nothing once it is erased. */
            identifier?: string | null;
        };
        /** @description How often something was asked again with a name. */
        WireAsking: {
            /** @description Contacts in which something was asked again, of those where it could be observed. */
            again: components["schemas"]["WireRatio"];
            /**
             * Format: int64
             * @description How many facts were asked again.
             */
            asked_again: number;
            /** Format: int64 */
            contacts: number;
            name: string;
            /** @description The effort score of the episodes that had a contact with this name. */
            score: components["schemas"]["WireAverage"];
        };
        /** @description A mean of scores, those of one person taken together as a cluster. */
        WireAverage: {
            /**
             * Format: double
             * @description Its upper end.
             */
            high?: number | null;
            /**
             * Format: double
             * @description The lower end of its interval of 95 %; absent for fewer than two people.
             */
            low?: number | null;
            /**
             * Format: double
             * @description The mean; absent where there are none.
             */
            mean?: number | null;
            /**
             * Format: int64
             * @description How many scores.
             */
            of: number;
            /**
             * Format: int64
             * @description How many people they were of.
             */
            people: number;
        };
        /** @description A brand with what is in it. */
        WireBrand: components["schemas"]["WireUnit"] & {
            departments: components["schemas"]["WireDepartment"][];
            locations: components["schemas"]["WireUnit"][];
        };
        WireChannel: {
            /** Format: int64 */
            interactions: number;
            name: string;
        };
        /** @description People who began in one period. */
        WireCohort: {
            /** @description How many of them are back in this period, in the next, and so on. The last one may not be over. */
            back: components["schemas"]["WireShare"][];
            /** @description When the period begins. */
            begins: string;
            /**
             * Format: int64
             * @description How many began in it.
             */
            people: number;
            /** @description Its number, from 0. */
            period: number;
        };
        /** @description The table of cohorts. */
        WireCohorts: {
            cohorts: components["schemas"]["WireCohort"][];
        };
        /** @description Everything that belongs to one person. */
        WireConcerned: {
            /** @description The id that they have or would have. */
            id: string;
            identifiers: string[];
            /**
             * Format: int64
             * @description What they did and said as customers. What a blocked identifier stood for goes to others only when it is blocked.
             */
            interactions: number;
        };
        /** @description How people's ways leave the designed one. */
        WireConformance: {
            /** @description Whose journey ended badly, likewise. */
            bad: components["schemas"]["WireShare"];
            /** @description Whose journey leaves the design nowhere, likewise. */
            conforming: components["schemas"]["WireShare"];
            /** @description The currency of costs, ISO 4217; absent where nobody has said what things cost. */
            currency?: string | null;
            /** @description The most frequent ones, 200 at most. */
            deviations: components["schemas"]["WireDeviated"][];
            /** @description How well journeys fit, in millionths. */
            fitness: components["schemas"]["WireMean"];
            /** @description Whose journey ended well, out of all who began. */
            good: components["schemas"]["WireShare"];
            /**
             * Format: int32
             * @description How many digits its minor unit has.
             */
            minor_digits?: number | null;
            /**
             * Format: int64
             * @description People who never began.
             */
            not_begun: number;
            /** @description Who had an interaction of each stage, likewise. */
            stages: components["schemas"]["WireReached"][];
            /**
             * Format: int64
             * @description How many kinds of deviations there are.
             */
            total: number;
            /**
             * Format: int32
             * @description The version of the design, where it is one that is on record.
             */
            version?: number | null;
        };
        /** @description A connector as it is shown: its secret is shown to nobody. */
        WireConnector: {
            /** @description Why it could not at its last look. */
            error?: string | null;
            /** Format: int32 */
            every_minutes: number;
            /** @description Since when it cannot. */
            failing_since?: string | null;
            /** @description When it looked last, and could. */
            fetched_at?: string | null;
            from: components["schemas"]["ConnectorFrom"];
            has_secret: boolean;
            made_at: string;
            /** @description Its name, and that of the source into which it fetches. */
            name: string;
            /** @description When it looks next. */
            next_at: string;
            paused: boolean;
            /**
             * Format: int64
             * @description How many interactions it has brought.
             */
            stored: number;
        };
        /** @description What a person allows, by purpose: any denial of any of their identifiers wins. */
        WireConsent: {
            /** @description When the decision that counts was taken. */
            decided_at: string;
            /** @description Where it was seen. */
            evidence: string;
            granted: boolean;
            purpose: string;
        };
        /** @description A driver. */
        WireContrast: {
            /** @description What that makes it; unclear unless the intervals say so. */
            class: components["schemas"]["Class"];
            /**
             * Format: int64
             * @description In how many it was good, or did not happen.
             */
            good: number;
            /**
             * Format: double
             * @description A rating is good from this on.
             */
            good_from?: number | null;
            larger?: components["schemas"]["WireEstimate"] | null;
            name: string;
            penalty?: components["schemas"]["WireEstimate"] | null;
            /**
             * Format: int64
             * @description In how many answers it was poor, or happened.
             */
            poor: number;
            /**
             * Format: double
             * @description A rating is poor up to this; absent of what happens or does not.
             */
            poor_up_to?: number | null;
            reward?: components["schemas"]["WireEstimate"] | null;
            source: components["schemas"]["DriverOf"];
        };
        /** @description What things cost, and from when to when. */
        WireCosts: components["schemas"]["CostTable"] & {
            /**
             * Format: int32
             * @description How many digits the currency's minor unit has: with two, 1250 is 12.50.
             */
            minor_digits: number;
            /** @description From when this holds. */
            valid_from: string;
            /** @description Until when, where it was changed. */
            valid_until?: string | null;
        };
        /** @description How many people a name is the beginning or the end of. */
        WireCounted: {
            name: string;
            /** Format: int64 */
            people: number;
        };
        /** @description A sign of frustration or effort. */
        WireCueOf: {
            /** @description Where it stands in the text, in units of UTF-16, as browsers count. */
            from: number;
            kind: string;
            /** @description Where it ends. */
            to: number;
        };
        WireDecision: {
            at: string;
            reason: string;
            /** @description joined, apart, undecided */
            verdict: string;
            who: string;
        };
        /** @description A message on its way, or at its end. */
        WireDelivery: {
            /** @description What the last attempt came to where it failed: a status of HTTP, a code of SMTP, or words. */
            answer?: string | null;
            /** Format: int32 */
            attempts: number;
            /** @description What is sent. */
            body: Record<string, never>;
            email?: string | null;
            /** @description When it came to its end; absent while it waits. */
            ended_at?: string | null;
            event: string;
            /** @description What receivers are sent as `webhook-id`. */
            id: string;
            made_at: string;
            /** @description When it is sent or tried again; absent at its end. */
            next_at?: string | null;
            state: components["schemas"]["DeliveryState"];
            webhook?: string | null;
        };
        /** @description A department with what is in it. */
        WireDepartment: components["schemas"]["WireUnit"] & {
            locations: components["schemas"]["WireUnit"][];
            teams: components["schemas"]["WireUnit"][];
            touchpoints: components["schemas"]["WireUnit"][];
        };
        /** @description One way in which journeys leave the design. */
        WireDeviated: {
            /**
             * Format: int64
             * @description What the contacts that were too much cost, in minor units, as far as that is known: the one that went back, came
             *     again or belongs to no stage. Where something is missing no contact is too much.
             */
            cost: number;
            /**
             * Format: int64
             * @description Of how many contacts it is known.
             */
            costed: number;
            /**
             * Format: int64
             * @description How often.
             */
            count: number;
            deviation: components["schemas"]["WireDeviation"];
            /** @description How many people, out of all who began. */
            people: components["schemas"]["WireShare"];
            time?: components["schemas"]["WireSpread"] | null;
        };
        /** @description In which way a journey leaves the design; stages are counted from 0. */
        WireDeviation: {
            /** @enum {string} */
            kind: "skipped";
            /** @description The stage. */
            stage: number;
        } | {
            /** @description The stage that was left. */
            from: number;
            /** @enum {string} */
            kind: "back";
            /** @description The earlier one. */
            to: number;
        } | {
            /** @enum {string} */
            kind: "repeated";
            /** @description The stage. */
            stage: number;
        } | {
            /** @enum {string} */
            kind: "outside";
            /** @description Its name. */
            name: string;
            /** @description The stage where the journey stood; absent before the first. */
            stage?: number | null;
        } | {
            /** @enum {string} */
            kind: "unfinished";
            /** @description The stage where the journey stands; absent before the first. */
            stage?: number | null;
        };
        /** @description A difference of two shares, from -1 to 1, with its interval of 95 %. */
        WireDifference: {
            /** Format: double */
            high: number;
            /** Format: double */
            low: number;
            /** Format: double */
            value: number;
        };
        /** @description A driver. */
        WireDriver: {
            affected?: components["schemas"]["WireShare"] | null;
            /** @description Its correlation with the score. */
            correlation: components["schemas"]["WireEstimate"];
            /**
             * Format: double
             * @description The highest.
             */
            highest: number;
            /**
             * Format: double
             * @description The lowest of it that there was.
             */
            lowest: number;
            /**
             * Format: double
             * @description Its mean.
             */
            mean: number;
            name: string;
            /**
             * Format: double
             * @description How good it is, from 0 to 1: where the mean of a rating lies between the lowest and the highest, and of what
             *     happens the share of answers in which it did not.
             */
            performance: number;
            quadrant?: components["schemas"]["Quadrant"] | null;
            /** @description Its importance: its Shapley share of what is explained; those of all drivers are 1 together. It is never negative. */
            share: components["schemas"]["WireEstimate"];
            slope?: components["schemas"]["WireEstimate"] | null;
            source: components["schemas"]["DriverOf"];
        };
        /** @description What goes with scores. That it does so is a correlation: it does not say that it moves them. */
        WireDrivers: {
            /** @description The drivers, the most important first. */
            drivers: components["schemas"]["WireDriver"][];
            explained?: components["schemas"]["WireEstimate"] | null;
            /**
             * Format: int64
             * @description Answers that were left out, because a rating was not given or they are about no episode.
             */
            left_out: number;
            /**
             * Format: int64
             * @description So many answers are needed for these drivers: with fewer there are none.
             */
            needed: number;
            /**
             * Format: int64
             * @description How many answers.
             */
            of: number;
            /**
             * Format: int64
             * @description How many people gave them.
             */
            people: number;
            /** @description Drivers that were the same in all answers: nothing can be said of them. */
            same: string[];
        };
        /** @description A dropped event that is kept. */
        WireDropped: {
            /** @description What exactly was wrong. */
            detail: string;
            /** @description What the reason means and what to do. */
            explanation: string;
            /** @description segment, cloudevent, row */
            form: string;
            id: string;
            /** @description What was received. */
            payload: string;
            reason: string;
            received_at: string;
            source: string;
        };
        /** @description What came of an improvement. */
        WireEffect: {
            after: components["schemas"]["WireEffectPeriod"];
            /** @description The changed places before, and after. */
            before: components["schemas"]["WireEffectPeriod"];
            /** @description The places that they are compared with; empty where there are none, and the effect is before and after only. */
            compared: string[];
            compared_after?: components["schemas"]["WireEffectPeriod"] | null;
            compared_before?: components["schemas"]["WireEffectPeriod"] | null;
            /**
             * Format: double
             * @description The difference that the change made, in units of the measure: how much the changed places moved, less how much
             *     those did that they are compared with. Absent where there are too few weeks.
             */
            effect?: number | null;
            /**
             * Format: double
             * @description The upper end of its interval of 95 %.
             */
            high?: number | null;
            /** @description Whether less of the measure is better. */
            less_is_better: boolean;
            /**
             * Format: double
             * @description The lower end of its interval of 95 %.
             */
            low?: number | null;
            /** @description It in words. */
            said: string;
            /** @description What a difference is counted in. */
            unit: string;
            /** @description Week by week, counted from the day of the change. */
            weeks: components["schemas"]["WireEffectWeek"][];
        };
        /** @description What was measured in a time. */
        WireEffectPeriod: {
            /**
             * Format: int64
             * @description How many figures.
             */
            count: number;
            /**
             * Format: double
             * @description Their mean; absent where there are none.
             */
            mean?: number | null;
            /** @description In how many weeks there were figures. */
            weeks: number;
        };
        /** @description A week. */
        WireEffectWeek: {
            /** @description Whether it is after the change. */
            changed: boolean;
            /** Format: int64 */
            compared_count: number;
            /**
             * Format: double
             * @description What those measured that they are compared with, and of how many figures.
             */
            compared_mean?: number | null;
            /** Format: int64 */
            count: number;
            /** @description When it begins. */
            from: string;
            /**
             * Format: double
             * @description What the changed places measured, and of how many figures.
             */
            mean?: number | null;
        };
        /** @description A part of an effort score. */
        WireEffortPart: {
            /** @description The part, as `/api/v1/effort/weights` has it. */
            part: string;
            /**
             * Format: double
             * @description How much of the score it makes.
             */
            points: number;
        };
        /** @description The scores of one kind. */
        WireEmotion: {
            /**
             * Format: double
             * @description The highest.
             */
            highest: number;
            /** @description The kind: `nps`, `csat`, `ces`, ..., or `mood`: what people write, from -1 (discontent) to 1 (content). */
            kind: string;
            /**
             * Format: double
             * @description The lowest score there is.
             */
            lowest: number;
            /** @description By stage, in order. */
            stages: components["schemas"]["WireFelt"][];
        };
        /** @description How strongly a text speaks of an emotion, from 0 to 1. Not a probability. */
        WireEmotionOf: {
            name: string;
            /** Format: double */
            strength: number;
        };
        /** @description What people say in figures along the stages of a designed journey. */
        WireEmotions: {
            /** @description By kind of score, those that anybody gave. */
            kinds: components["schemas"]["WireEmotion"][];
            /**
             * Format: int64
             * @description With fewer scores a stage has no mean.
             */
            least: number;
            /** @description The stages, in order. */
            stages: string[];
            /**
             * Format: int32
             * @description The version of the design, where it is one that is on record.
             */
            version?: number | null;
        };
        /** @description An episode: the interactions of a person about one matter, and what it cost them. */
        WireEpisode: {
            /**
             * Format: int32
             * @description How many facts they were asked for although they had told them.
             */
            asked_again: number;
            /** @description When it began. */
            began: string;
            /**
             * Format: int32
             * @description How often the next contact was over another channel.
             */
            channel_switches: number;
            /** @description The channels of its contacts, in the order in which they were first met. */
            channels: string[];
            /**
             * Format: int32
             * @description How often the person spoke with the organisation: the spoken contacts of their line.
             */
            contacts: number;
            /** @description The departments of its contacts, in the order in which they were first met. */
            departments: string[];
            /** @description When something of it happened last. */
            ended: string;
            /** @description The interactions, in the order of time. */
            interactions: string[];
            /**
             * Format: int32
             * @description How often they had looked for help by themselves.
             */
            looked_for_help: number;
            /**
             * Format: int32
             * @description In how many contacts it could be observed what was asked.
             */
            observable: number;
            /** @description How much of the score each part makes, the largest first; those that make none are left out. */
            parts: components["schemas"]["WireEffortPart"][];
            /**
             * Format: double
             * @description The effort score, from 0 to 100; absent for an episode without a contact.
             */
            score?: number | null;
            /** @description How often the next contact was with another department. */
            transfers: components["schemas"]["WireTransfers"];
            /**
             * Format: double
             * @description How many hours it took from the first contact to the last.
             */
            waiting_hours: number;
        };
        /** @description An erasure as it is shown. */
        WireErasure: {
            /** @description When it was nowhere any more. */
            destroyed_at?: string | null;
            /** @description Since when nobody sees it. */
            hidden_at?: string | null;
            id: string;
            /** @description What would go, as long as it is only proposed: each may be a second human's. */
            identifiers?: components["schemas"]["WireGoing"][];
            /**
             * Format: int64
             * @description How many interactions would go.
             */
            interactions?: number | null;
            /**
             * Format: int64
             * @description How many rows of people under a legal hold name it still. It is destroyed when these holds are released.
             */
            kept_for_holds: number;
            mode: components["schemas"]["Mode"];
            reason: string;
            /** @description What can be given to the person, once it is destroyed. */
            receipt?: string | null;
            /** @description The privacy request that it serves. */
            request?: string | null;
            requested_at: string;
            requested_by: string;
            /** @description How many rows each holder changed in the passes that destroyed it. */
            rows: {
                [key: string]: number;
            };
            stage: components["schemas"]["Stage"];
        };
        /** @description A figure with its interval of 95 %, by drawing people anew 200 times. */
        WireEstimate: {
            /** Format: double */
            high: number;
            /** Format: double */
            low: number;
            /** Format: double */
            value: number;
        };
        WireEvidence: {
            /** @description Whether a trusted source said that they are one and the same. */
            asserted: boolean;
            /** @description When a sender first saw the two together. */
            first_seen?: string | null;
            /** @description The interaction that first brought them together. */
            interaction?: string | null;
            /** @description Whether only public sources say so. */
            only_public: boolean;
        };
        /** @description What must not come between two steps. */
        WireExclusion: {
            /** @description From behind this step on, from 0. */
            after: number;
            /** @description Until this step. */
            before: number;
            /** @description The names. */
            names: string[];
        };
        /** @description A fact with where it comes from. */
        WireFact: {
            /** @description The department that was told it last, where known. */
            department?: string | null;
            /** @description The department that was told this value first, where known. */
            first_department?: string | null;
            first_learnt_at: string;
            /** @description Whether it is the newest value and still holds. */
            fresh: boolean;
            interaction: string;
            /** @description Known from a trusted source; otherwise only claimed, and never to be prefilled. */
            known: boolean;
            /** @description When it was learnt last. */
            learnt_at: string;
            name: string;
            /** @description Whether it is the newest value of the fact. */
            newest: boolean;
            source: string;
            /**
             * Format: int64
             * @description How often it was told.
             */
            times: number;
            touchpoint?: string | null;
            valid_until?: string | null;
            value: unknown;
        };
        /** @description The scores of one kind that were given within a stage. */
        WireFelt: {
            /**
             * Format: double
             * @description Its upper end.
             */
            high?: number | null;
            /**
             * Format: double
             * @description The mean from -1 (the lowest score there is) to 1 (the highest), so that kinds can be drawn beside each other.
             */
            level?: number | null;
            /**
             * Format: double
             * @description Its upper end, not above 1.
             */
            level_high?: number | null;
            /**
             * Format: double
             * @description The lower end of its interval, likewise, not below -1.
             */
            level_low?: number | null;
            /**
             * Format: double
             * @description The lower end of its interval of 95 %; absent for fewer than two people.
             */
            low?: number | null;
            /**
             * Format: double
             * @description Their mean, on the scale of their kind; absent where they are too few.
             */
            mean?: number | null;
            /**
             * Format: int64
             * @description How many.
             */
            of: number;
            /**
             * Format: int64
             * @description How many people gave them.
             */
            people: number;
        };
        /** @description A figure of effort. Names are those that interactions carry; an empty one stands for those that have none. */
        WireFigure: {
            /** @description By what contacts are called; touchpoint unless told. */
            by?: components["schemas"]["By"];
            /** @enum {string} */
            kind: "contacts";
            /** @description The name. */
            name: string;
        } | {
            /** @description By what contacts are called; touchpoint unless told. */
            by?: components["schemas"]["By"];
            /** @enum {string} */
            kind: "asked_again";
            /** @description The name. */
            name: string;
        } | {
            /** @enum {string} */
            kind: "ended";
            /** @description Any moment of the week, RFC 3339. Weeks begin on Mondays, at midnight UTC. */
            week: string;
        } | {
            /** @description The department of the contact before. */
            from: string;
            how?: components["schemas"]["WirePassage"] | null;
            /** @enum {string} */
            kind: "transfers";
            /** @description The department of the next one. */
            to: string;
        };
        /** @description The tree of ways. A name that is absent stands for all that are not among the most frequent of their depth. */
        WireFlow: {
            links: components["schemas"]["WireFlowLink"][];
            nodes: components["schemas"]["WireFlowNode"][];
        };
        /** @description People who go from a node to one a step deeper. */
        WireFlowLink: {
            /** @description The depth of the node that they come from. */
            depth: number;
            from?: string | null;
            /** Format: int64 */
            people: number;
            to?: string | null;
        };
        /** @description People whose step at a depth has a name. */
        WireFlowNode: {
            /** @description From 0. Where paths are cut before a name, it is at depth 0 and depth goes back in time. */
            depth: number;
            /**
             * Format: int64
             * @description How many of them have no further step.
             */
            ended: number;
            name?: string | null;
            /** Format: int64 */
            people: number;
        };
        /** @description The directly-follows graph. */
        WireFollows: {
            /** @description The most frequent ones. */
            arrows: components["schemas"]["WireArrow"][];
            /** @description Where they end. */
            ends: components["schemas"]["WireCounted"][];
            /** @description Where people begin. */
            starts: components["schemas"]["WireCounted"][];
            /**
             * Format: int64
             * @description How many different arrows there are.
             */
            total: number;
        };
        /** @description How far people got. */
        WireFunnel: {
            steps: components["schemas"]["WireFunnelStep"][];
        };
        /** @description People who reached a step. */
        WireFunnelStep: {
            /** @description Out of those who reached the step before. */
            from_previous: components["schemas"]["WireShare"];
            /** @description Out of those who began. */
            from_start: components["schemas"]["WireShare"];
            /** @description The names of the step. */
            names: string[];
            time?: components["schemas"]["WireSpread"] | null;
        };
        /** @description An identifier that would go. */
        WireGoing: {
            /** @description By which it is confirmed. */
            id: string;
            /**
             * Format: int64
             * @description How many interactions belong to it: many may be a second human's.
             */
            interactions: number;
            namespace: string;
            value: string;
        };
        /** @description A hold with whom it lies on. */
        WireHeld: components["schemas"]["WireHold"] & {
            person: string;
        };
        /** @description A hold as it is shown. */
        WireHold: {
            active: boolean;
            id: string;
            kind: components["schemas"]["HoldKind"];
            placed_at: string;
            /** @description Likewise. */
            placed_by?: string | null;
            /** @description Shown to those who protect people only. */
            reason?: string | null;
            released_at?: string | null;
            until?: string | null;
        };
        WireHour: {
            dropped: {
                [key: string]: number;
            };
            /** Format: int64 */
            duplicate: number;
            hour: string;
            /** Format: int64 */
            received: number;
            source: string;
            /** Format: int64 */
            stored: number;
            /** Format: int64 */
            unread_consents: number;
        };
        /** @description An identifier as it is shown. */
        WireIdentifier: {
            /** @description Blocked values join nobody. */
            blocked?: boolean;
            /** @description When a sender first saw it. */
            first_seen?: string | null;
            /** @description From when it was this person's, where it has changed hands. */
            from?: string | null;
            namespace: string;
            /** @description Seen with so many people that it joins nobody. */
            shared?: boolean;
            /** @description Until when it was this person's, where it has changed hands. */
            until?: string | null;
            value: string;
        };
        /** @description What came of a file. */
        WireImport: {
            /**
             * Format: int64
             * @description How many were news.
             */
            changed: number;
            /**
             * Format: int64
             * @description How many lines there were.
             */
            lines: number;
            /**
             * Format: int64
             * @description How many said what held already.
             */
            unchanged: number;
        };
        /** @description An interaction with everything that came with it. */
        WireInteraction: {
            channel: string;
            context: Record<string, never>;
            department?: string | null;
            direction: string;
            employee?: string | null;
            facts: {
                [key: string]: unknown;
            };
            id: string;
            /** @description The primary identifier first. */
            identifiers: string[];
            /** @description Known from a trusted source; otherwise only claimed. */
            known: boolean;
            location?: string | null;
            name: string;
            occurred_at: string;
            person: string;
            properties: Record<string, never>;
            questions: Record<string, never>[];
            received_at: string;
            relation?: string | null;
            source: string;
            /** @description What it was about, with the person's role in it and what was learnt of it where that was said. */
            subjects: Record<string, never>[];
            team?: string | null;
            text?: string | null;
            touchpoint: string;
        };
        /** @description A person who had to do with an account. */
        WireInvolved: {
            first_seen: string;
            /** Format: int64 */
            interactions: number;
            last_seen: string;
            /** @description The person's id. */
            person: string;
            roles: components["schemas"]["WireRole"][];
        };
        /** @description An interaction as a line of a timeline. */
        WireItem: {
            channel: string;
            department?: string | null;
            direction: string;
            employee?: string | null;
            /** @description How many facts it brought. */
            facts: number;
            id: string;
            /** @description The identifier that it belongs to. */
            identifier?: string | null;
            /** @description Sent by a trusted source; otherwise only claimed: anybody can send with a public key. */
            known: boolean;
            location?: string | null;
            name: string;
            occurred_at: string;
            /** @description How many questions were asked. */
            questions: number;
            source: string;
            team?: string | null;
            text?: string | null;
            touchpoint: string;
        };
        /** @description What customers say beside what employees say. */
        WireJoined: {
            /** @description The kind of customers' scores; absent where there are none. */
            kind?: string | null;
            measure?: components["schemas"]["Measure"] | null;
            measure_of_employees?: components["schemas"]["Measure"] | null;
            /** @description The places that customers or employees said something of, those with the most answers of customers first. */
            places: components["schemas"]["JoinedPlace"][];
            question?: string | null;
            /** @description How the two go together within departments, by how many months customers come later. */
            relations: components["schemas"]["JoinedRelation"][];
            /** @description The survey of employees; absent where no wave is over. */
            survey?: string | null;
            /** @description What employees were asked. */
            text?: string | null;
            /**
             * Format: int64
             * @description How many there are.
             */
            total: number;
        };
        /** @description A purpose or source with what its interactions rest on and how long they are kept. */
        WireKept: {
            about: components["schemas"]["RuleFor"];
            basis: components["schemas"]["LegalBasis"];
            name: string;
            purpose: string;
            rule?: components["schemas"]["WireRule"] | null;
        };
        /** @description A key, without its token. */
        WireKey: {
            created_at: string;
            id: string;
            kind?: components["schemas"]["SourceKeyKind"] | null;
            name: string;
            revoked_at?: string | null;
            role?: components["schemas"]["Role"] | null;
            scope?: components["schemas"]["Scope"] | null;
            /** @description The source that it writes for. */
            source?: string | null;
        };
        /** @description What became of everything that was received: received = stored + duplicate + dropped. */
        WireLedger: {
            dropped: {
                [key: string]: number;
            };
            /** Format: int64 */
            duplicate: number;
            hours: components["schemas"]["WireHour"][];
            /** Format: int64 */
            received: number;
            /** @description Requests that were refused whole, by status. They are no part of the sum. */
            refused_requests: {
                [key: string]: number;
            };
            /** Format: int64 */
            stored: number;
            /**
             * Format: int64
             * @description Of how many a consent string could not be read. It is no part of the sum.
             */
            unread_consents: number;
        };
        /** @description A line of an account's timeline: an interaction, and whose it is. */
        WireLine: components["schemas"]["WireItem"] & {
            /** @description The person's id. */
            person: string;
        };
        /** @description What holds two identifiers together, or keeps them apart. */
        WireLink: {
            decisions: components["schemas"]["WireDecision"][];
            evidence: components["schemas"]["WireEvidence"];
            id: string;
            identifiers: string[];
            /** @description Whose these identifiers are today, one by one. */
            people: string[];
            /** @description active, conflict, apart, idle */
            state: string;
        };
        /** @description A mean over people. */
        WireMean: {
            /**
             * Format: double
             * @description Its upper end.
             */
            high?: number | null;
            /**
             * Format: double
             * @description The lower end of its interval of 95 %; absent for fewer than two people.
             */
            low?: number | null;
            /**
             * Format: double
             * @description The mean; absent for nobody.
             */
            mean?: number | null;
            /**
             * Format: int64
             * @description Over how many people.
             */
            people: number;
        };
        /** @description Who sends messages over a channel. */
        WireMessenger: {
            changed_at: string;
            channel: components["schemas"]["MessageChannel"];
            /** @description Where invitations are handed over. */
            deliver_to?: string | null;
            /** @description What became of invitations. */
            messages: {
                [key: string]: number;
            };
            /** @description By which our webhooks are signed (Standard Webhooks). It is shown when it is made, and never again. */
            signing_secret?: string | null;
            /** @description Whether answers are taken from Twilio. */
            takes_twilio: boolean;
            /** @description Where Twilio sends them. */
            webhook?: string | null;
        };
        /** @description A name and what goes with it. That it goes with a good end does not say that it makes it good. */
        WireMoment: {
            adjusted?: components["schemas"]["WireDifference"] | null;
            /** @description The difference of the two. */
            difference: components["schemas"]["WireDifference"];
            name: string;
            /**
             * Format: double
             * @description The probability of an adjusted difference at least as large if there were none.
             */
            p?: number | null;
            /**
             * Format: int64
             * @description How many people had it.
             */
            people: number;
            /**
             * Format: double
             * @description The same for all names together (Benjamini and Hochberg).
             */
            q?: number | null;
            /** @description Good ends of journeys that had it before their end; looks at those who had had it shortly before. */
            with: components["schemas"]["WireShare"];
            /** @description Good ends of those that did not. */
            without: components["schemas"]["WireShare"];
        };
        /** @description What was found. */
        WireMoments: {
            /** @description Looks that no bad end followed, out of all; good ends out of all with `as_of` or `whole`. */
            good: components["schemas"]["WireShare"];
            /**
             * Format: int64
             * @description How often people were looked at; 0 with `as_of` and `whole`, or where the time has no room for a look.
             */
            looks: number;
            /** @description Of the largest difference first, by the end of its interval that is nearer to none. */
            moments: components["schemas"]["WireMoment"][];
            /** @description Why there are no adjusted differences, where there are none. */
            not_adjusted?: string | null;
            /**
             * Format: int64
             * @description How many people are in it.
             */
            people: number;
            /**
             * Format: int64
             * @description How many people are not: with no end, or nothing when they could be looked at.
             */
            unfinished: number;
        };
        /** @description A part of the organisation that interactions have named, or that is on record. */
        WireNamed: {
            /** @description Its brand, or that of its department. */
            brand?: string | null;
            /** @description The channel of its newest interaction; of a touchpoint that none has named, the one on record. */
            channel: string;
            /** @description The department that it belongs to. */
            department?: string | null;
            /** @description The first interaction that named it; absent where none has. */
            first_seen?: string | null;
            /** Format: int64 */
            interactions: number;
            /** @description The last one. */
            last_seen?: string | null;
            moment?: components["schemas"]["Moment"] | null;
            name: string;
            /** @description Whether it is on record; of a touchpoint, whether a department or user answers for it. */
            owned: boolean;
            /** @description The user who answers for it. */
            owner?: string | null;
            /** @description The stage of the journey at which it is met. */
            stage?: string | null;
        };
        /** @description A need. */
        WireNeed: {
            /** @description What was answered last. */
            answer?: string | null;
            answered_at?: string | null;
            answered_by?: string | null;
            department?: string | null;
            /** @description What for. */
            detail?: string | null;
            /** @description The day until which it is promised, as `2026-12-31`. */
            due?: string | null;
            id: string;
            /** @description Whether one may answer it. */
            may_answer: boolean;
            /** @description The beginning of the day on which it was proposed. */
            proposed_at: string;
            status: components["schemas"]["FrontlineStatus"];
            title: string;
            touchpoint?: string | null;
            /** @description Whether one does oneself. */
            voted: boolean;
            /**
             * Format: int64
             * @description How many people vote for it.
             */
            votes: number;
        };
        /** @description A note. */
        WireNote: {
            /** @description What was answered last. */
            answer?: string | null;
            answered_at?: string | null;
            answered_by?: string | null;
            department?: string | null;
            id: string;
            /** @description Whether one may answer it. */
            may_answer: boolean;
            /** @description Whether it is one's own. */
            own: boolean;
            /** @description The rule, form, script or tool that it is about. */
            policy?: string | null;
            /** @description When it was reported; the beginning of the day where the reporter is not named. */
            reported_at: string;
            /** @description Who reported it, where they wanted to be named. */
            reporter?: string | null;
            status: components["schemas"]["FrontlineStatus"];
            text: string;
            touchpoint?: string | null;
        };
        /** @description Which of the people behind a figure are wanted, the one who did something last first. */
        WirePage: {
            /**
             * @description How many are wanted, 1 to 500; 50 unless told.
             * @default null
             */
            limit: number | null;
            /**
             * @description How many are skipped.
             * @default 0
             */
            skip: number;
        };
        /** @description Something that belongs to an account. */
        WirePart: {
            first_seen: string;
            id: string;
            kind: string;
            /** @description Known from a trusted source; otherwise only claimed. */
            known: boolean;
            last_seen: string;
        };
        /**
         * @description How an episode passed from one department to another.
         * @enum {string}
         */
        WirePassage: "warm" | "cold" | "unknown";
        /** @description Episodes that passed from one department to another. */
        WirePassages: {
            /**
             * Format: int64
             * @description What the next contacts of cold transfers cost, in minor units, as far as that is known.
             */
            cost: number;
            /**
             * Format: int64
             * @description Of how many cold transfers it is known.
             */
            costed: number;
            /**
             * Format: int64
             * @description How often.
             */
            count: number;
            from: string;
            /**
             * Format: int64
             * @description How many facts were asked again at the next contact.
             */
            lost: number;
            /** Format: int64 */
            people: number;
            time?: components["schemas"]["WireSpread"] | null;
            to: string;
            transfers: components["schemas"]["WireTransfers"];
            /** @description Warm ones, of those where it could be observed. */
            warm: components["schemas"]["WireShare"];
        };
        /** @description A way that people go. */
        WirePath: {
            /** @description Out of all who have a path. */
            people: components["schemas"]["WireShare"];
            steps: string[];
        };
        /** @description The ways that people go. */
        WirePaths: {
            /** @description The most frequent ones. */
            paths: components["schemas"]["WirePath"][];
            /**
             * Format: int64
             * @description How many people have a path.
             */
            people: number;
            /**
             * Format: int64
             * @description How many different paths there are.
             */
            total: number;
        };
        /**
         * @description What only hurts when it is poor, and what only delights when it is good. These are correlations, the other drivers being
         *     the same: they do not say what moves scores.
         */
        WirePenaltyReward: {
            /**
             * Format: double
             * @description The standard deviation of scores: what a penalty or reward is large or small beside.
             */
            deviation?: number | null;
            /** @description The drivers, those with the largest penalty or reward first. */
            drivers: components["schemas"]["WireContrast"][];
            /**
             * Format: double
             * @description The share of the variance of scores that goes with all of it together; absent with too few answers.
             */
            explained?: number | null;
            /**
             * Format: int64
             * @description Answers that were left out, because a rating was not given or they are about no episode.
             */
            left_out: number;
            /**
             * Format: int64
             * @description With fewer answers there are no drivers.
             */
            needed: number;
            /**
             * Format: int64
             * @description How many answers.
             */
            of: number;
            /**
             * Format: int64
             * @description How many people gave them.
             */
            people: number;
            /** @description Drivers that were the same in all answers. */
            same: string[];
        };
        /**
         * @description How long a period is; weeks begin on Monday, all in UTC.
         * @enum {string}
         */
        WirePeriod: "day" | "week" | "month";
        /** @description Whether a purpose is permitted now, and why. */
        WirePermit: {
            basis: components["schemas"]["LegalBasis"];
            because: components["schemas"]["Because"];
            /** @description When they decided, where they did and not as an employee, whom the caller does not see. */
            decided_at?: string | null;
            granted: boolean;
            purpose: string;
        };
        /** @description A person as they are shown. */
        WirePerson: {
            channels: components["schemas"]["WireChannel"][];
            /** @description What only public sources say, where nothing is known: never to be prefilled. */
            claimed?: {
                [key: string]: unknown;
            } | null;
            /** @description What they told us, where it was asked for: the newest value of each fact, with where it comes from. */
            facts?: components["schemas"]["WireFact"][] | null;
            first_seen?: string | null;
            id: string;
            identifiers: components["schemas"]["WireIdentifier"][];
            /** Format: int64 */
            interactions: number;
            last_seen?: string | null;
            /** @description What matched, in a search. */
            matched?: string | null;
            /** @description prospect, customer, `former_customer`, employee, partner */
            relations: string[];
            /** @description The newest known value of each fact, where one person is asked for. */
            traits?: {
                [key: string]: unknown;
            } | null;
        };
        /** @description An interaction on a person's line. */
        WirePoint: {
            /** @description What they were asked. */
            asked: string[];
            /** @description What they were asked to serve them, although they had told it and it still held. */
            asked_again: components["schemas"]["WireAgain"][];
            channel: string;
            /** @description Whether person and organisation had to do with each other, rather than one having sent or written down something. */
            contact: boolean;
            department?: string | null;
            direction: string;
            id: string;
            name: string;
            occurred_at: string;
            /**
             * @description Whether it was a spoken contact: something was said, written or asked, and not within the organisation. These are
             *     the contacts that episodes count.
             */
            spoken: boolean;
            /** @description The names of the facts that it brought. */
            told: string[];
            touchpoint: string;
        };
        /** @description Where an import stands. */
        WireProgress: {
            /**
             * Format: int64
             * @description Bytes read of the file as it is.
             */
            bytes: number;
            /**
             * Format: int64
             * @description Rows read.
             */
            rows: number;
        };
        /** @description A purpose and what it rests on. */
        WirePurpose: {
            basis: components["schemas"]["LegalBasis"];
            name?: string;
        };
        /** @description A property that people rate beside their score. */
        WireRatingPath: {
            /**
             * Format: double
             * @description The highest.
             */
            highest: number;
            /**
             * Format: double
             * @description The lowest.
             */
            lowest: number;
            /**
             * Format: int64
             * @description In how many of the answers that were looked at it is a number.
             */
            of: number;
            /** @description Its path, as `ratings` of drivers takes it. */
            path: string;
        };
        /** @description A share of interactions, those of one person taken together as a cluster. */
        WireRatio: {
            /**
             * Format: double
             * @description Its upper end.
             */
            high?: number | null;
            /**
             * Format: int64
             * @description How many interactions.
             */
            hits: number;
            /**
             * Format: double
             * @description The lower end of the interval of 95 %.
             */
            low?: number | null;
            /**
             * Format: int64
             * @description Out of how many.
             */
            of: number;
            /**
             * Format: int64
             * @description How many people they were of.
             */
            people: number;
            /**
             * Format: double
             * @description From 0 to 1.
             */
            share?: number | null;
        };
        /** @description Who reached a stage. */
        WireReached: {
            name: string;
            people: components["schemas"]["WireShare"];
        };
        /** @description A pass over all texts to learn sentiment, categories and themes from them. */
        WireReadingRun: {
            /** @description Who asked for it; absent where it was due, which it is once a week. */
            asked_by?: string | null;
            begun_at: string;
            ended_at?: string | null;
            /**
             * Format: int64
             * @description How many of them are new since the run before.
             */
            fresh: number;
            id: string;
            /** @description What was left undone, and why; empty where nothing was. */
            said: string;
            /**
             * Format: double
             * @description How much of the stage is done, from 0 to 1.
             */
            share: number;
            /** @description `gathering`, `learning`, `finding`, `done`, `cancelled`, `failed` or `broken_off`. */
            stage: string;
            /**
             * Format: int64
             * @description From how many texts it learns; a sample of 50,000 at most.
             */
            texts: number;
            /**
             * Format: int64
             * @description How many themes it found.
             */
            themes: number;
        };
        /** @description Somebody else who has to do with a person. */
        WireRelated: {
            /**
             * @description `shared`: both use it, and it joins nobody. `conflict`: they could be one, and it waits for a decision. `apart`:
             *     they are marked apart. `passed_on`: it was the one's before it was the other's.
             */
            how: string;
            /** @description Their id. */
            person: string;
            /** @description By which identifier. */
            via: string;
        };
        /**
         * @description How often people come again after an interaction with a name. What happened too recently to be repeated in time is
         *     left out.
         */
        WireRepeated: {
            /** @description With any name. */
            any: components["schemas"]["WireRatio"];
            name: string;
            /** @description With the same name. */
            same: components["schemas"]["WireRatio"];
        };
        /** @description How often people come again. */
        WireRepeats: {
            /** @description By name, those with the most interactions first. */
            items: components["schemas"]["WireRepeated"][];
        };
        /** @description A privacy request as it is shown. */
        WireRequest: {
            channel: string;
            /** @description When it was done or refused. */
            closed_at?: string | null;
            /**
             * Format: int32
             * @description The days that another law gives.
             */
            days?: number | null;
            /** @description The last moment at which it can be answered in time. */
            due_at: string;
            /** @description The erasure that served it. */
            erasure?: string | null;
            exported_at?: string | null;
            extended_at?: string | null;
            /** @description Why it takes longer, as they were told. */
            extension?: string | null;
            filed_by: string;
            /** @description The holds that were placed for it. */
            holds: string[];
            id: string;
            /** @description The identifiers with which it was made. */
            identifiers: components["schemas"]["WireAsker"][];
            kind: components["schemas"]["RequestKind"];
            law: components["schemas"]["Law"];
            note: string;
            /** @description Why it was refused, or what was done. */
            outcome: string;
            overdue: boolean;
            /** @description Whose it is today; nobody's once they are erased. */
            person?: string | null;
            /** @description What they object to, or allow no more. */
            purposes: string[];
            received_at: string;
            state: components["schemas"]["RequestState"];
            verified_at?: string | null;
            /** @description How it was checked who asks. */
            verified_how?: string | null;
        };
        /** @description How many invitations with a name were answered. */
        WireResponse: {
            answered: components["schemas"]["WireRatio"];
            /** @description The touchpoint of the survey, or the value. */
            name: string;
        };
        /** @description How many invitations were answered: within 60 days, before the next one to the same survey. */
        WireResponses: {
            /** @description By the value of the fact, where one was asked for; the empty name is of people of whom it is not known. */
            groups: components["schemas"]["WireResponse"][];
            /** @description By survey, those with the most invitations first. */
            surveys: components["schemas"]["WireResponse"][];
            /** @description All surveys together. */
            whole: components["schemas"]["WireRatio"];
        };
        /** @description A role in an account or in something of it. */
        WireRole: {
            first_said: string;
            /** @description Its id in the organisation's systems. */
            id: string;
            /** @description account, subscription, ... */
            kind: string;
            /** @description Known from a trusted source; otherwise only claimed. */
            known: boolean;
            last_said: string;
            /** @description holder, user, payer */
            role: string;
        };
        /** @description A row of the audit. */
        WireRow: {
            action: string;
            /** @description From which remote address; empty for what came over the socket of the data directory. */
            address: string;
            at: string;
            /** @description What chains the row to the one before, in hexadecimal; absent of rows from before there was a chain. */
            hash?: string | null;
            id: string;
            reason: string;
            subject: string;
            who: string;
        };
        /** @description A rule as it is shown. */
        WireRule: {
            /** @description What it is about: for a source that has none of its own, its purpose. */
            about: components["schemas"]["RuleFor"];
            changed_at: string;
            /**
             * Format: int32
             * @description For how many days interactions are kept.
             */
            days: number;
            name: string;
            /** @description What is done then. */
            then: components["schemas"]["Mode"];
        };
        /** @description A run as it is shown. */
        WireRun: {
            /** @description Who asked for it; nobody for the daily one. */
            asked_by?: string | null;
            begun_at: string;
            /** @description Whether somebody cancelled it: too late where the stage is `done`. */
            cancelled: boolean;
            /** @description Whether it only says what it would do: then its counts are what would go. */
            dry_run: boolean;
            ended_at?: string | null;
            /**
             * Format: int64
             * @description How many frames the journal had when it began.
             */
            frames: number;
            id: string;
            /**
             * Format: int64
             * @description How many of them it has looked at.
             */
            looked_at: number;
            /**
             * Format: int64
             * @description People of whom nothing was left: they are among the erasures.
             */
            people_emptied: number;
            /** @description How many rows changed in what follows from interactions, by who holds them. */
            rows: {
                [key: string]: number;
            };
            /** @description What it did, by rule. */
            rules: components["schemas"]["Done"][];
            stage: components["schemas"]["RunStage"];
        };
        /**
         * @description A figure of scores with its interval of 95 %: the net promoter score from -100 to 100, a mean on its scale, the share of
         *     the two highest scores from 0 to 1.
         */
        WireScore: {
            /**
             * Format: double
             * @description Its upper end.
             */
            high?: number | null;
            /** @description Whether there are enough answers, 30, for a point of a line. */
            line: boolean;
            /**
             * Format: double
             * @description The lower end of its interval.
             */
            low?: number | null;
            /**
             * Format: int64
             * @description How many answers.
             */
            of: number;
            /**
             * Format: int64
             * @description How many people gave them; several answers of one person count as a cluster.
             */
            people: number;
            /**
             * Format: double
             * @description The figure; absent where there are no answers.
             */
            value?: number | null;
        };
        /** @description A moment at which the scores became others. */
        WireScoreChange: {
            /** @description Until the next change, or the end. */
            after: components["schemas"]["WireScore"];
            /** @description From the change before, or the beginning. */
            before: components["schemas"]["WireScore"];
            difference?: components["schemas"]["WireApart"] | null;
            /** @description The beginning of the first period after it. */
            from: string;
            /**
             * Format: double
             * @description The probability of a change this sharp at any of the moments that were looked at, if there were none.
             */
            p: number;
        };
        /** @description Two groups of answers beside each other. */
        WireScoreComparison: {
            difference?: components["schemas"]["WireApart"] | null;
            measure: components["schemas"]["Measure"];
            one: components["schemas"]["WireScore"];
            other: components["schemas"]["WireScore"];
        };
        /** @description How often a score was given. */
        WireScoreCount: {
            /** Format: int64 */
            count: number;
            /** Format: double */
            score: number;
        };
        /** @description A group. */
        WireScoreGroup: {
            difference?: components["schemas"]["WireApart"] | null;
            /** @description Its name; empty for answers that have none. */
            name: string;
            /**
             * Format: int64
             * @description How many people the population has of it; only where people are grouped by a fact that is known of them.
             */
            population?: number | null;
            score: components["schemas"]["WireScore"];
        };
        /** @description Scores by group. */
        WireScoreGroups: {
            /** @description The groups, those with the most answers first. */
            groups: components["schemas"]["WireScoreGroup"][];
            measure: components["schemas"]["Measure"];
            /**
             * Format: int64
             * @description How many groups there are.
             */
            total: number;
            weighted?: components["schemas"]["WireWeightedScore"] | null;
            /** @description All answers together, those in no group too. */
            whole: components["schemas"]["WireScore"];
        };
        /** @description The scores of one kind. */
        WireScoreKind: {
            /** @description How often each score was given, ascending. */
            counts: components["schemas"]["WireScoreCount"][];
            /**
             * Format: double
             * @description The highest.
             */
            highest: number;
            /** @description The kind: `nps`, `csat`, `ces`, ... */
            kind: string;
            /**
             * Format: double
             * @description The lowest score there is.
             */
            lowest: number;
            /** @description By which figure they are summed up here. */
            measure: components["schemas"]["Measure"];
            score: components["schemas"]["WireScore"];
        };
        /** @description A period. */
        WireScorePeriod: {
            /** @description When it begins. */
            from: string;
            score: components["schemas"]["WireScore"];
        };
        /** @description Scores by period. */
        WireScoreTrend: {
            /** @description When the scores became others, in order: found by a test that sees such a moment in 5 % of histories without one. */
            changes: components["schemas"]["WireScoreChange"][];
            measure: components["schemas"]["Measure"];
            /** @description The periods from the first answer to the last. */
            periods: components["schemas"]["WireScorePeriod"][];
            /** @description All answers together. */
            whole: components["schemas"]["WireScore"];
        };
        /** @description All scores that customers gave. */
        WireScores: {
            /** @description By kind, those that anybody gave. */
            kinds: components["schemas"]["WireScoreKind"][];
        };
        /** @description A sentiment: the most probable one, and the probabilities of all three. */
        WireSentimentOf: {
            /** Format: double */
            certainty: number;
            name: string;
            /** Format: double */
            negative: number;
            /** Format: double */
            neutral: number;
            /** Format: double */
            positive: number;
        };
        /** @description What sessions look like. */
        WireSessions: {
            duration?: components["schemas"]["WireSpread"] | null;
            /**
             * Format: int64
             * @description How many interactions.
             */
            interactions: number;
            /** @description By the name of the interaction with which they begin, the most sessions first. */
            items: components["schemas"]["WireSessionsFrom"][];
            length?: components["schemas"]["WireSpread"] | null;
            /** @description Sessions a person. */
            per_person: components["schemas"]["WireMean"];
        };
        /** @description The sessions that begin with one name. */
        WireSessionsFrom: {
            /** @description Milliseconds from the first interaction of a session to its last. */
            duration: components["schemas"]["WireSpread"];
            /** @description Interactions a session. */
            length: components["schemas"]["WireSpread"];
            name: string;
            /** @description Those of a single interaction, out of all of them: what is counted are sessions. */
            single: components["schemas"]["WireRatio"];
        };
        /** @description What of people's lines is their path. */
        WireShape: {
            /**
             * @description Only from the first (or last) interaction with this name on; whoever has none has no path.
             * @default null
             */
            after: string | null;
            /**
             * @description Only so many steps.
             * @default null
             */
            at_most: number | null;
            /**
             * @description Only up to the first (or last) interaction with this name; whoever has none has no path.
             * @default null
             */
            before: string | null;
            /**
             * @description Whether of several in a row with one name only the first counts.
             * @default false
             */
            collapse: boolean;
            /**
             * @description Only paths that end with this name.
             * @default null
             */
            ends: string | null;
            /**
             * @description Whether `after` and `before` mean the last interaction with that name rather than the first.
             * @default false
             */
            last: boolean;
            /**
             * @description Only paths that begin with this name.
             * @default null
             */
            starts: string | null;
        };
        /** @description A share with its interval of 95 %; absent where there was nothing to take a share of. */
        WireShare: {
            /**
             * Format: double
             * @description The upper end of the interval (Wilson).
             */
            high?: number | null;
            /**
             * Format: int64
             * @description How many.
             */
            hits: number;
            /**
             * Format: double
             * @description The lower end of the interval (Wilson).
             */
            low?: number | null;
            /**
             * Format: int64
             * @description Out of how many.
             */
            of: number;
            /**
             * Format: double
             * @description From 0 to 1.
             */
            share?: number | null;
        };
        /** @description A department in the silo map. */
        WireSilo: {
            /**
             * Format: int64
             * @description How many facts it asked again.
             */
            asked_again: number;
            /** Format: int64 */
            contacts: number;
            /** @description Its name; empty where it is not known. */
            name: string;
            /**
             * Format: int64
             * @description In how many contacts it could be observed what it asked.
             */
            observable: number;
            /** Format: int64 */
            people: number;
        };
        /** @description The silo map: departments, and how episodes pass between them. */
        WireSilos: {
            /** @description The arrows, the most frequent first. */
            arrows: components["schemas"]["WirePassages"][];
            /** @description The currency of costs, ISO 4217; absent where nobody has said what things cost. */
            currency?: string | null;
            /** @description The departments, those with the most contacts first. */
            departments: components["schemas"]["WireSilo"][];
            /**
             * Format: double
             * @description How many silos there are in effect: 1 where everything that was told reaches every department, as many as there
             *     are departments where nothing does. Absent without contacts.
             */
            effective?: number | null;
            /**
             * Format: double
             * @description How many at the lower ends.
             */
            high?: number | null;
            /**
             * Format: double
             * @description How few there would be at the upper ends of the intervals of the shares of warm transfers.
             */
            low?: number | null;
            /**
             * Format: int32
             * @description How many digits its minor unit has.
             */
            minor_digits?: number | null;
            /** @description Contacts in which it could be observed what was asked, out of all. */
            observable: components["schemas"]["WireShare"];
        };
        /** @description A source as it is shown. */
        WireSource: {
            channel?: string | null;
            created_at: string;
            department?: string | null;
            /** @description The receipt hour of its last event. */
            last_hour?: string | null;
            /**
             * Format: int32
             * @description Whether it has a mapping, and how often that was changed.
             */
            mapping_version: number;
            name: string;
            /** @description What it cannot promise. */
            notes: string[];
            /** @description What its interactions are taken in for. */
            purpose: string;
            /** Format: int64 */
            received: number;
            relation?: string | null;
            /** Format: int64 */
            stored: number;
        };
        /** @description Times, in milliseconds. */
        WireSpread: {
            /**
             * Format: int64
             * @description How many times there were.
             */
            count: number;
            /**
             * Format: int64
             * @description Its upper end.
             */
            high?: number | null;
            /**
             * Format: int64
             * @description The lower end of an interval of at least 95 % for the median; absent for fewer than six.
             */
            low?: number | null;
            /**
             * Format: int64
             * @description The median, exact.
             */
            median: number;
            /**
             * Format: int64
             * @description Nine of ten took no longer.
             */
            p90: number;
        };
        /** @description Something that was understood, and how probable it is, from 0 to 1. */
        WireSureOf: {
            /** Format: double */
            certainty: number;
            name: string;
        };
        /** @description A theme. */
        WireTheme: components["schemas"]["WireThemeFigures"] & {
            found_at: string;
            hidden: boolean;
            /** @description What it is called: as people say, else its three most telling phrases. */
            name: string;
            /** @description Whether people gave it that name. */
            named: boolean;
            /** @description Found in the last four weeks, and seven of ten of its texts are not much older. */
            new: boolean;
            /**
             * Format: int32
             * @description Its number, which stays.
             */
            number: number;
            /** @description The themes that are part of it, since people said so. */
            parts: components["schemas"]["WireThemePart"][];
            /** @description What tells it from others, the most telling first. */
            phrases: string[];
        };
        /** @description How many write about something, and what they say of it. */
        WireThemeFigures: {
            /** @description Those that complain, out of those that were read. */
            negative: components["schemas"]["WireRatio"];
            /**
             * Format: int64
             * @description How many people wrote them.
             */
            people: number;
            /** @description The scores that came with its texts. */
            score: components["schemas"]["WireScore"];
            /** @description Its texts out of all that people wrote. */
            share: components["schemas"]["WireRatio"];
            /** @description Its texts in each period. */
            trend: number[];
        };
        /** @description The theme of a text. */
        WireThemeOf: {
            /**
             * Format: double
             * @description How like the others of the theme the text is, from -1 to 1. Not a probability.
             */
            likeness: number;
            name: string;
            /** Format: int32 */
            number: number;
        };
        /** @description A theme that is part of another. */
        WireThemePart: {
            name: string;
            /** Format: int32 */
            number: number;
        };
        /** @description What people write about. */
        WireThemes: {
            /** @description The themes, those with the most texts first. */
            items: components["schemas"]["WireTheme"][];
            none?: components["schemas"]["WireThemeFigures"] | null;
            /** @description The beginnings of the periods of trends, from the first text to the last. */
            periods: string[];
            /** @description How many texts there were in each. */
            texts: number[];
            /**
             * Format: int64
             * @description How many there are.
             */
            total: number;
            /**
             * Format: int64
             * @description How many texts were not looked at yet: they are read in the background.
             */
            waiting: number;
        };
        /** @description A fact that systems of the organisation tell. */
        WireToldFact: {
            name: string;
            /**
             * Format: int64
             * @description Of how many people.
             */
            people: number;
        };
        /** @description What episodes cost altogether. */
        WireTotals: {
            /** @description How many facts were asked for although they had been told, an episode. */
            asked_again: components["schemas"]["WireMean"];
            /** @description How often the next contact was over another channel, an episode. */
            channel_switches: components["schemas"]["WireMean"];
            /** @description Contacts an episode. */
            contacts: components["schemas"]["WireMean"];
            /**
             * Format: int64
             * @description How many episodes.
             */
            episodes: number;
            /** @description By name, those that asked the most facts again first. */
            items: components["schemas"]["WireAsking"][];
            /** @description How often people had looked for help by themselves, an episode. */
            looked_for_help: components["schemas"]["WireMean"];
            /** @description Contacts in which it could be observed what was asked, out of all. */
            observable: components["schemas"]["WireShare"];
            /** @description The effort score of an episode, from 0 to 100. */
            score: components["schemas"]["WireAverage"];
            /** @description How often the next contact was with another department, an episode. */
            transfers: components["schemas"]["WireMean"];
            /** @description Minutes from the first contact to the last, an episode. */
            waiting_minutes: components["schemas"]["WireMean"];
            /** @description The score by week, the earliest first. */
            weeks: components["schemas"]["WireWeek"][];
        };
        /** @description Passages of an episode from one department to another. */
        WireTransfers: {
            /**
             * Format: int32
             * @description The next department asked again for what had been told.
             */
            cold: number;
            /**
             * Format: int32
             * @description It could not be observed what the next department asked.
             */
            unknown: number;
            /**
             * Format: int32
             * @description The next department asked nothing again.
             */
            warm: number;
        };
        /** @description The organisation. What stands in nothing that the caller sees stands at the top. */
        WireTree: {
            /** @description As of when. */
            at: string;
            brands: components["schemas"]["WireBrand"][];
            departments: components["schemas"]["WireDepartment"][];
            /** @description Whether it is on record what things cost. */
            has_costs: boolean;
            locations: components["schemas"]["WireUnit"][];
            partners: components["schemas"]["WireUnit"][];
            teams: components["schemas"]["WireUnit"][];
            touchpoints: components["schemas"]["WireUnit"][];
        };
        /** @description A unit of the organisation. */
        WireUnit: components["schemas"]["About"] & {
            name: string;
            /** @description From when this holds. */
            valid_from: string;
            /** @description Until when, where it was changed or ended. */
            valid_until?: string | null;
        };
        /** @description A user. */
        WireUser: {
            changed_at: string;
            created_at: string;
            /** @description Since when they may not sign in. */
            disabled_at?: string | null;
            display_name: string;
            id: string;
            /** @description What they sign in with. */
            name: string;
            origin: components["schemas"]["Origin"];
            role: components["schemas"]["Role"];
            /** @description Of which part of the organisation. */
            scope: components["schemas"]["Scope"];
            /** @description Whether they have set up a second factor. */
            second_factor: boolean;
        };
        /** @description What somebody wrote, with what was understood of it. */
        WireVerbatim: {
            category?: components["schemas"]["WireSureOf"] | null;
            channel: string;
            /** @description What a person said of it: `sentiment`, `theme`, `category`. */
            corrected: string[];
            /** @description Signs of frustration and effort, in the order of the text. */
            cues: components["schemas"]["WireCueOf"][];
            department?: string | null;
            /** @description The emotions that it speaks of, the strongest first. */
            emotions: components["schemas"]["WireEmotionOf"][];
            /** @description The interaction. */
            id: string;
            language?: components["schemas"]["WireSureOf"] | null;
            /** @description What happened. */
            name: string;
            occurred_at: string;
            person: string;
            /** @description The scores that came with it. */
            scores: components["schemas"]["WireVerbatimScore"][];
            sentiment?: components["schemas"]["WireSentimentOf"] | null;
            /** @description What they wrote, masked where it is to be. */
            text: string;
            theme?: components["schemas"]["WireThemeOf"] | null;
            touchpoint: string;
        };
        /** @description A score that came with a text. */
        WireVerbatimScore: {
            scale: string;
            /** Format: double */
            score: number;
        };
        /** @description What people wrote, the newest first. */
        WireVerbatims: {
            items: components["schemas"]["WireVerbatim"][];
            /**
             * Format: int64
             * @description How many people wrote them.
             */
            people: number;
            /** @description Whether a search looked through all of them. */
            searched_all: boolean;
            /**
             * Format: int64
             * @description How many there are.
             */
            total: number;
            /**
             * Format: int64
             * @description How many texts that the filter lets through were not looked at yet: they are read in the background.
             */
            waiting: number;
        };
        /** @description A saved view. */
        WireView: {
            /** @description The path of its page with every filter and selection as its query. */
            address: string;
            changed_at: string;
            created_at: string;
            id: string;
            /** @description Whether one may change it. */
            may_change: boolean;
            name: string;
            /** @description Whether it is one's own. */
            own: boolean;
            /** @description Who made it, as the audit names them; absent where that user is gone. */
            owner?: string | null;
            /** @description Whether everybody sees it who sees its page. */
            shared: boolean;
        };
        /** @description A wave. */
        WireWave: {
            closes_at: string;
            groups: components["schemas"]["WaveGroup"][];
            /** @description Whether it is over: nothing is shown of it before. */
            over: boolean;
            /**
             * Format: int32
             * @description The version of the survey that is answered.
             */
            version: number;
            wave: string;
        };
        /** @description What some people said. */
        WireWaveCell: {
            change?: components["schemas"]["WireApart"] | null;
            /** @description How many gave each answer, with their share of those who answered. */
            counts: components["schemas"]["WireWaveCount"][];
            /**
             * Format: int64
             * @description How many answered.
             */
            people: number;
            score?: components["schemas"]["WireScore"] | null;
        };
        /** @description How many gave an answer. */
        WireWaveCount: {
            /** @description The answer: a score, or the id of an option. */
            answer: string;
            share: components["schemas"]["WireShare"];
            /** @description What it is called. */
            text: string;
        };
        /** @description A group. */
        WireWaveGroup: {
            /**
             * Format: int64
             * @description How many were asked.
             */
            asked: number;
            name: string;
            said?: components["schemas"]["WireWaveCell"] | null;
        };
        /** @description A question. */
        WireWaveQuestion: {
            all?: components["schemas"]["WireWaveCell"] | null;
            /** @description The groups, as the wave has them. */
            groups: components["schemas"]["WireWaveGroup"][];
            /** @description Why something of it is not shown, in words; absent where nothing is held back. */
            held_back?: string | null;
            /** @description Its id; of a matrix with the id of the row behind a dot. */
            id: string;
            measure?: components["schemas"]["Measure"] | null;
            /** @description What was asked. */
            text: string;
            /** @description What was written, in no order and without groups; only for who sees what employees say. */
            texts: string[];
        };
        /** @description What was answered in a wave that is over. */
        WireWaveResults: {
            /**
             * Format: int64
             * @description How many answered; absent where it is fewer than the threshold.
             */
            answered?: number | null;
            /**
             * Format: int64
             * @description How many were asked.
             */
            asked: number;
            /** @description The wave of the same survey before it, with which it is compared; absent where there is none. */
            before?: string | null;
            /** @description When it ended. */
            closed_at: string;
            /** @description The questions, in the order of the survey. A matrix has one for each row. */
            questions: components["schemas"]["WireWaveQuestion"][];
            survey: string;
            /**
             * Format: int64
             * @description Nothing is shown of fewer people.
             */
            threshold: number;
            wave: string;
        };
        /** @description A webhook. */
        WireWebhook: {
            changed_at: string;
            /**
             * Format: int64
             * @description How many were given up in the last 30 days.
             */
            given_up: number;
            made_at: string;
            name: string;
            url: string;
            /**
             * Format: int64
             * @description How many messages wait to be sent or to be tried again.
             */
            waiting: number;
        };
        /** @description The episodes whose last contact was in a week. */
        WireWeek: {
            /** @description When it began: Monday, at midnight UTC. */
            from: string;
            /** @description Their effort score. */
            score: components["schemas"]["WireAverage"];
        };
        /** @description What a part of effort weighs, in points of the customer effort score (1 to 7) that one of it takes. */
        WireWeight: {
            /**
             * Format: double
             * @description Its upper end.
             */
            high?: number | null;
            /**
             * Format: double
             * @description The lower end of its interval of 95 %; absent where it is as stated.
             */
            low?: number | null;
            /**
             * Format: double
             * @description So many of it count, at most.
             */
            most: number;
            /**
             * @description The part: `further_contacts`, `channel_switches`, `warm_transfers`, `cold_transfers`, `unknown_transfers`,
             *     `asked_again`, `waiting_days` or `looked_for_help`.
             */
            part: string;
            /**
             * Format: double
             * @description What is stated, where answers do not say.
             */
            stated: number;
            /**
             * Format: double
             * @description The weight.
             */
            weight: number;
        };
        /** @description Scores as the population would have given them: answers of a group count as much as the group has people. */
        WireWeightedScore: {
            /**
             * Format: double
             * @description The share of the people of whom the fact is known that is in groups with answers. Of the rest nothing is known,
             *     and it is not in the figure.
             */
            covered: number;
            /**
             * Format: double
             * @description How many answers the weights leave (Kish).
             */
            effective: number;
            score: components["schemas"]["WireScore"];
        };
        /** @description What the parts of effort weigh. */
        WireWeights: {
            /**
             * Format: int64
             * @description How many answers to the customer effort score were about an episode.
             */
            answers: number;
            /** @description When they were made; they are made anew after some minutes, when they are asked for. */
            at: string;
            /**
             * Format: double
             * @description How much of the variance of answers weights explain that other people's answers made, at most 1. Below 0 where the
             *     mean would do better; absent where nothing was fitted.
             */
            explained?: number | null;
            /** @description Whether answers made the weights; else they are as stated. */
            fitted: boolean;
            /** @description The parts of effort. */
            items: components["schemas"]["WireWeight"][];
            /**
             * Format: int64
             * @description With fewer answers the weights are as stated.
             */
            least: number;
            /**
             * Format: int64
             * @description Of how many people.
             */
            people: number;
        };
        /** @description What an account has. */
        WireWhole: {
            orders: components["schemas"]["WirePart"][];
            /** @description Whatever else interactions about it were about. */
            others: components["schemas"]["WirePart"][];
            people: components["schemas"]["WireInvolved"][];
            products: components["schemas"]["WirePart"][];
            subscriptions: components["schemas"]["WirePart"][];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    get_accounts: {
        parameters: {
            query?: {
                /** @description An account's id in the organisation's systems or its beginning, or words of its name. */
                q?: string;
                /** @description How many items, 1 to 500; 50 unless told. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WireAccount"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_accounts_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireAccount"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_accounts_id_timeline: {
        parameters: {
            query?: {
                /** @description How many items, 1 to 500; 50 unless told. */
                limit?: number;
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WireLine"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_alert_rules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Shown_AlertRule"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_alert_rules_name: {
        parameters: {
            query?: {
                /** @description The number of a version; the newest unless told. */
                version?: number;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownOfMany_AlertRule"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_alert_rules_name: {
        parameters: {
            query: {
                /** @description Why it is changed, in 1 to 1000 characters. It is kept with the version and in the audit: no personal data. */
                reason: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlertRule"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shown_AlertRule"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_alert_rules_name: {
        parameters: {
            query: {
                /** @description Why it is changed, in 1 to 1000 characters. It is kept with the version and in the audit: no personal data. */
                reason: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_alerts: {
        parameters: {
            query?: {
                /** @description Only those in this state: `open`, `seen`, `done` or `reopened`; `to_do` for all that are not done. */
                state?: string;
                /** @description Only those that should have been done by now. */
                late?: boolean;
                /** @description Only those of this owner. */
                owner?: string;
                /** @description Only those of this rule. */
                rule?: string;
                /** @description Only those at this touchpoint. */
                touchpoint?: string;
                /** @description Only those with this department. */
                department?: string;
                /** @description Only those of this person. */
                person?: string;
                /** @description How many items, 1 to 500; 50 unless told. */
                limit?: number;
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WireAlert"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_alerts_owners: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_String"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_alerts_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireAlert"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch_alerts_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeAlert"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireAlert"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_asking_rules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownRules"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_asking_rules: {
        parameters: {
            query: {
                /** @description Why it is changed, in 1 to 1000 characters. It is kept with the version and in the audit: no personal data. */
                reason: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskingRules"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownRules"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_audit: {
        parameters: {
            query?: {
                /** @description Only of this actor, such as `key:desk`. */
                who?: string;
                /** @description Only this action, such as `people.read`. */
                action?: string;
                /** @description Only of this subject, by public id. */
                subject?: string;
                /** @description Only from this remote address. */
                address?: string;
                /** @description From this moment, RFC 3339. */
                from?: string;
                /** @description Before this moment, RFC 3339. */
                to?: string;
                /** @description How many items, 1 to 500; 50 unless told. */
                limit?: number;
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WireRow"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_audit_export: {
        parameters: {
            query: {
                /** @description `csv` or `jsonl`. */
                format: "csv" | "jsonl";
                /** @description Only of this actor, such as `key:desk`. */
                who?: string;
                /** @description Only this action, such as `people.read`. */
                action?: string;
                /** @description Only of this subject, by public id. */
                subject?: string;
                /** @description Only from this remote address. */
                address?: string;
                /** @description From this moment, RFC 3339. */
                from?: string;
                /** @description Before this moment, RFC 3339. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_backups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": number[];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A backup is being made already, or the store is not a data directory. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_categories: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Shown_CategoryDefinition"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_categories_name: {
        parameters: {
            query?: {
                /** @description The number of a version; the newest unless told. */
                version?: number;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownOfMany_CategoryDefinition"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_categories_name: {
        parameters: {
            query: {
                /** @description Why it is changed, in 1 to 1000 characters. It is kept with the version and in the audit: no personal data. */
                reason: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CategoryDefinition"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shown_CategoryDefinition"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_categories_name: {
        parameters: {
            query: {
                /** @description Why it is changed, in 1 to 1000 characters. It is kept with the version and in the audit: no personal data. */
                reason: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_conflicts: {
        parameters: {
            query?: {
                /** @description How many items, 1 to 500; 50 unless told. */
                limit?: number;
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WireLink"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_connectors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WireConnector"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_connectors_name: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireConnector"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_connectors_name: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutConnector"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireConnector"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_connectors_name: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_connectors_name_fetch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireConnector"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_consents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Record"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_decisions: {
        parameters: {
            query?: {
                /** @description How many items, 1 to 500; 50 unless told. */
                limit?: number;
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WireLink"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_deliveries: {
        parameters: {
            query?: {
                /** @description Only those to this webhook. */
                webhook?: string;
                /** @description Only those in this state: `waiting`, `sent` or `given_up`. */
                state?: string;
                /** @description How many items, 1 to 500; 50 unless told. */
                limit?: number;
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WireDelivery"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_deliveries_id_replay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireDelivery"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_departments: {
        parameters: {
            query?: {
                /** @description Only those that are owned, or only those that are not. */
                owned?: boolean;
                /** @description To whom they belong as of this moment, RFC 3339; now unless told. Counts are of all time. */
                at?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WireNamed"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_designs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Shown_Definition"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_designs_name: {
        parameters: {
            query?: {
                /** @description The number of a version; the newest unless told. */
                version?: number;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownOfMany_Definition"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_designs_name: {
        parameters: {
            query: {
                /** @description Why it is changed, in 1 to 1000 characters. It is kept with the version and in the audit: no personal data. */
                reason: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Definition"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shown_Definition"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_designs_name: {
        parameters: {
            query: {
                /** @description Why it is changed, in 1 to 1000 characters. It is kept with the version and in the audit: no personal data. */
                reason: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_doctor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Report"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_drivers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskDrivers"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireDrivers"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_drivers_penalty_reward: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskDrivers"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WirePenaltyReward"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_drivers_people: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskDriverPeople"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WirePerson"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_drivers_ratings: {
        parameters: {
            query: {
                /** @description The kind of score: `nps`, `csat`, `ces`, `stars`, `rating` or `satisfaction`. */
                kind: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WireRatingPath"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_dropped: {
        parameters: {
            query?: {
                /** @description Only of this source, by name. */
                source?: string;
                /** @description Only for this reason. */
                reason?: string;
                /** @description How many items, 1 to 500; 50 unless told. */
                limit?: number;
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WireDropped"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_dropped_replay: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Replay"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Replayed"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_dropped_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireDropped"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_effort_people: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskEffortPeople"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WirePerson"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_effort_silos: {
        parameters: {
            query?: {
                /** @description Contacts from when on, RFC 3339. */
                from?: string;
                /** @description Until when, not included, RFC 3339. */
                until?: string;
                /** @description The side: `customer` (unless told) or `employee`. */
                side?: string;
                /** @description By what totals are counted: `touchpoint` (unless told), `channel`, `department`, `team`, `location` or `name`. */
                by?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireSilos"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_effort_totals: {
        parameters: {
            query?: {
                /** @description Contacts from when on, RFC 3339. */
                from?: string;
                /** @description Until when, not included, RFC 3339. */
                until?: string;
                /** @description The side: `customer` (unless told) or `employee`. */
                side?: string;
                /** @description By what totals are counted: `touchpoint` (unless told), `channel`, `department`, `team`, `location` or `name`. */
                by?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireTotals"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_effort_weights: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireWeights"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_erasures: {
        parameters: {
            query?: {
                /** @description How many items, 1 to 500; 50 unless told. */
                limit?: number;
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WireErasure"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_erasures_log: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": unknown;
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_erasures_log: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-ndjson": string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayedErasures"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_erasures_run: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Destroyed"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_erasures_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireErasure"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_erasures_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_erasures_id_confirm: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmErasure"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireErasure"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_holds: {
        parameters: {
            query?: {
                /** @description Only `legal` or only `contact` holds. */
                kind?: components["schemas"]["HoldKind"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WireHeld"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_holds_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_identifiers_block: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Block"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Blocked"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_imports_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireProgress"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_imports_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_improvements: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Shown_Improvement"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_improvements_name: {
        parameters: {
            query?: {
                /** @description The number of a version; the newest unless told. */
                version?: number;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownOfMany_Improvement"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_improvements_name: {
        parameters: {
            query: {
                /** @description Why it is changed, in 1 to 1000 characters. It is kept with the version and in the audit: no personal data. */
                reason: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Improvement"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shown_Improvement"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_improvements_name: {
        parameters: {
            query: {
                /** @description Why it is changed, in 1 to 1000 characters. It is kept with the version and in the audit: no personal data. */
                reason: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_improvements_name_effect: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireEffect"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_interactions_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireInteraction"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_interactions_id_correction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaysCorrection"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_joined: {
        parameters: {
            query?: {
                /** @description `department` (unless told) or `touchpoint`. */
                by?: string;
                /**
                 * @description The kind of customers' scores: `nps`, `csat`, `ces`, ...; unless told `csat`, or where there is none the one with the
                 *     most answers.
                 */
                kind?: string;
                /** @description The survey of employees; the anonymous one whose wave ended last unless told. */
                survey?: string;
                /** @description Its question; the first score unless told. */
                question?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireJoined"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_journeys_cohorts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskCohorts"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireCohorts"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_journeys_cohorts_people: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskCohortsPeople"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WirePerson"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_journeys_conformance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskConformance"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireConformance"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_journeys_conformance_people: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskConformancePeople"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WirePerson"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_journeys_emotions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskConformance"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireEmotions"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_journeys_emotions_people: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskEmotionsPeople"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WirePerson"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_journeys_facts: {
        parameters: {
            query?: {
                /** @description The side of people: `customer` (unless told) or `employee`. */
                side?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WireToldFact"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_journeys_flow: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskFlow"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireFlow"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_journeys_flow_people: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskFlowPeople"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WirePerson"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_journeys_follows: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskFollows"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireFollows"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_journeys_follows_people: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskFollowsPeople"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WirePerson"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_journeys_funnel: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskFunnel"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireFunnel"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_journeys_funnel_people: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskFunnelPeople"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WirePerson"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_journeys_moments: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskMoments"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireMoments"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_journeys_moments_people: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskMomentsPeople"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WirePerson"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_journeys_paths: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskPaths"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WirePaths"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_journeys_paths_people: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskPathsPeople"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WirePerson"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_journeys_repeats: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskRepeats"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireRepeats"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_journeys_repeats_people: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskRepeatsPeople"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WirePerson"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_journeys_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskSessions"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireSessions"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_journeys_sessions_people: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskSessionsPeople"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WirePerson"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_keys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WireKey"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_keys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Create"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Created"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_keys_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_ledger: {
        parameters: {
            query?: {
                /** @description Only this source, by name. */
                source?: string;
                /** @description From this receipt hour, RFC 3339. */
                from?: string;
                /** @description Before this receipt hour, RFC 3339. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireLedger"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_links_id_decide: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Decide"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireLink"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_links_id_undo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Undo"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireLink"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_locations: {
        parameters: {
            query?: {
                /** @description Only those that are owned, or only those that are not. */
                owned?: boolean;
                /** @description To whom they belong as of this moment, RFC 3339; now unless told. Counts are of all time. */
                at?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WireNamed"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_messengers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WireMessenger"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_messengers_channel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: components["schemas"]["MessageChannel"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutMessenger"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireMessenger"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_messengers_channel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: components["schemas"]["MessageChannel"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_needs: {
        parameters: {
            query?: {
                /** @description Only those that are so far: `open`, `under_way`, `done` or `will_not`. */
                status?: string;
                /** @description Only about this touchpoint. */
                touchpoint?: string;
                /** @description Only about this department, or a touchpoint of it. */
                department?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WireNeed"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_needs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProposeNeed"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireNeed"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_needs_id_answer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerNeed"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireNeed"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_needs_id_vote: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireNeed"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_needs_id_vote: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireNeed"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_notes: {
        parameters: {
            query?: {
                /** @description Only those that are so far: `open`, `under_way`, `done` or `will_not`. */
                status?: string;
                /** @description Only about this touchpoint. */
                touchpoint?: string;
                /** @description Only about this department, or a touchpoint of it. */
                department?: string;
                /** @description How many, 1 to 500; 50 unless told. */
                limit?: number;
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WireNote"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_notes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportNote"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportedNote"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_notes_own: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoteCodes"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WireNote"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_notes_places: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotePlaces"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_notes_id_answer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerNote"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireNote"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_organisation: {
        parameters: {
            query?: {
                /** @description As of this moment, RFC 3339; now unless told. */
                at?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireTree"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_organisation_costs: {
        parameters: {
            query?: {
                /** @description As of this moment, RFC 3339; now unless told. */
                at?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireCosts"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_organisation_costs: {
        parameters: {
            query?: {
                /** @description From this moment on, RFC 3339; now unless told. */
                from?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CostTable"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireCosts"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_organisation_costs: {
        parameters: {
            query?: {
                /** @description From when the lines hold that do not say it in a column `from`, RFC 3339; now unless told. */
                from?: string;
                /** @description Says what would come of it, and changes nothing. */
                dry_run?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "text/csv": string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireImport"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_organisation_kind: {
        parameters: {
            query?: {
                /** @description From when the lines hold that do not say it in a column `from`, RFC 3339; now unless told. */
                from?: string;
                /** @description Says what would come of it, and changes nothing. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                kind: components["schemas"]["UnitKind"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "text/csv": string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireImport"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_organisation_kind_name: {
        parameters: {
            query?: {
                /** @description As of this moment, RFC 3339; now unless told. */
                at?: string;
            };
            header?: never;
            path: {
                kind: components["schemas"]["UnitKind"];
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireUnit"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_organisation_kind_name: {
        parameters: {
            query?: {
                /** @description From this moment on, RFC 3339; now unless told. */
                from?: string;
            };
            header?: never;
            path: {
                kind: components["schemas"]["UnitKind"];
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["About"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireUnit"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_organisation_kind_name: {
        parameters: {
            query?: {
                /** @description From this moment on, RFC 3339; now unless told. */
                from?: string;
            };
            header?: never;
            path: {
                kind: components["schemas"]["UnitKind"];
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_people: {
        parameters: {
            query?: {
                /** @description An identifier in any form: `email:ana@example.com`, or just what a person would type. */
                identifier?: string;
                /** @description When the identifier was theirs, RFC 3339: a phone number changes hands. Now unless told. */
                at?: string;
                /** @description A name, or words that were said. */
                q?: string;
                /** @description The side: `customer` (unless told) or `employee`. */
                side?: string;
                /** @description How many items, 1 to 500; 50 unless told. */
                limit?: number;
                /** @description What each of them told us too, as from `/people/{id}/facts`. */
                facts?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WirePerson"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_people_merge: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Merge"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Merged"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_people_preview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WhatIf"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhatWouldBe"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_people_id: {
        parameters: {
            query?: {
                /** @description The side: `customer` (unless told) or `employee`. */
                side?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WirePerson"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_people_id_accounts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WireAccount"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_people_id_consents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WireConsent"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_people_id_episodes: {
        parameters: {
            query?: {
                /** @description The side: `customer` (unless told) or `employee`. */
                side?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WireEpisode"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_people_id_erasures: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Propose"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireErasure"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_people_id_export: {
        parameters: {
            query?: {
                /** @description `json` (unless told) for machines, `html` for people. */
                format?: string;
                /** @description The privacy request that it is made for: it is done then. */
                request?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_people_id_facts: {
        parameters: {
            query?: {
                /** @description The side: `customer` (unless told) or `employee`. */
                side?: string;
                /** @description Only facts of this name. */
                name?: string;
                /** @description Older values too. */
                all?: boolean;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WireFact"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_people_id_holds: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WireHold"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_people_id_holds: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Place"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireHold"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_people_id_identifiers: {
        parameters: {
            query?: {
                /** @description The side: `customer` (unless told) or `employee`. */
                side?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WireIdentifier"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_people_id_line: {
        parameters: {
            query?: {
                /** @description The side: `customer` (unless told) or `employee`. */
                side?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WirePoint"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_people_id_links: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WireLink"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_people_id_permits: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WirePermit"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_people_id_preference_link: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MakeLink"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeLink"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_people_id_related: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WireRelated"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_people_id_requests: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["File"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireRequest"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_people_id_timeline: {
        parameters: {
            query?: {
                /** @description The side: `customer` (unless told) or `employee`. */
                side?: string;
                /** @description Only this channel. */
                channel?: string;
                /** @description Only this department. */
                department?: string;
                /** @description Only this touchpoint. */
                touchpoint?: string;
                /** @description From this moment, RFC 3339. */
                from?: string;
                /** @description Before this moment, RFC 3339. */
                to?: string;
                /** @description Only with all these words in name or text. */
                text?: string;
                /** @description How many items, 1 to 500; 50 unless told. */
                limit?: number;
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WireItem"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_purposes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WirePurpose"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_purposes_name: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetPurpose"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WirePurpose"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_receipts_verify: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Receipt"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verified"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_requests: {
        parameters: {
            query?: {
                /** @description Only in this state. */
                state?: components["schemas"]["RequestState"];
                /** @description Only of this kind. */
                kind?: components["schemas"]["RequestKind"];
                /** @description Only those that wait (`true`), or only those that were answered. */
                pending?: boolean;
                /** @description Only those that wait past their time (`true`), or only the others. */
                overdue?: boolean;
                /** @description Only those that are this person's today. */
                person?: string;
                /** @description How many items, 1 to 500; 50 unless told. */
                limit?: number;
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WireRequest"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_requests_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireRequest"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch_requests_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Change"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireRequest"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_retention: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WireKept"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_retention_purposes_name: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutRule"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireRule"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_retention_purposes_name: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_retention_run: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Begin"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireRun"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_retention_runs: {
        parameters: {
            query?: {
                /** @description How many items, 1 to 500; 50 unless told. */
                limit?: number;
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WireRun"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_retention_runs_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireRun"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_retention_runs_id_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireRun"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_retention_sources_name: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutRule"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireRule"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_retention_sources_name: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_scores: {
        parameters: {
            query?: {
                /** @description Answers from when on, RFC 3339. */
                from?: string;
                /** @description Until when, not included, RFC 3339. */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireScores"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_scores_compare: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskScoreComparison"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireScoreComparison"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_scores_groups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskScoreGroups"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireScoreGroups"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_scores_people: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskScorePeople"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WirePerson"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_scores_responses: {
        parameters: {
            query?: {
                /** @description Invitations from when on, RFC 3339. */
                from?: string;
                /** @description Until when, not included, RFC 3339. */
                until?: string;
                /** @description Also by the newest value of this fact of the people who were invited. */
                fact?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireResponses"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_scores_responses_people: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskResponsePeople"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WirePerson"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_scores_trend: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskScoreTrend"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireScoreTrend"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Known"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Credentials"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many tries have failed. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_session_oidc: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To the provider; where it cannot be used, to the sign-in page. */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_session_oidc_callback: {
        parameters: {
            query?: {
                /** @description The code. */
                code?: string;
                /** @description The state that was sent there. */
                state?: string;
                /** @description Why the provider let nobody in. */
                error?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed in, or to the sign-in page. */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_session_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePassword"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many tries have failed. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_session_second_factor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Started"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_session_second_factor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Remove"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many tries have failed. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_session_second_factor_confirm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmFactor"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Confirmed"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_session_ways: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ways"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_settings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_sources: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WireSource"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_sources_name: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireSource"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_sources_name: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutSource"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireSource"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_sources_name_import: {
        parameters: {
            query: {
                /** @description The file's name, by whose endings its format is known. */
                file: string;
                /** @description A name for this import, by which its progress is asked and it can be cancelled. */
                id?: string;
                /** @description Shows what would come of it, and stores nothing. */
                dry_run?: boolean;
                /** @description The mapping to try, TOML, with `dry_run` alone: the source's own stays as it is, and there need be no source. */
                mapping?: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": number[];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_sources_name_mapping: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/toml": unknown;
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_sources_name_mapping: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/toml": string;
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_sql: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunningQueries"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_sql: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Asked"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SqlAnswer"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server has no lake, or somebody has ended the query. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It takes more time or memory than a query may. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_sql_number: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_stream: {
        parameters: {
            query?: {
                /** @description Only this person. */
                person?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": unknown;
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_survey_previews: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskPreview"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SurveyPreview"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_survey_templates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_SurveyTemplate"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_surveys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Shown_Survey"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_surveys_name: {
        parameters: {
            query?: {
                /** @description The number of a version; the newest unless told. */
                version?: number;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownOfMany_Survey"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_surveys_name: {
        parameters: {
            query: {
                /** @description Why it is changed, in 1 to 1000 characters. It is kept with the version and in the audit: no personal data. */
                reason: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Survey"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shown_Survey"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_surveys_name: {
        parameters: {
            query: {
                /** @description Why it is changed, in 1 to 1000 characters. It is kept with the version and in the audit: no personal data. */
                reason: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_surveys_name_answers: {
        parameters: {
            query?: {
                /** @description The version that was answered; the newest unless told. */
                version?: number;
                /** @description Whether columns that are nothing known are left out. */
                ignore_unknown?: boolean;
                /** @description Shows what would come of it, and stores nothing. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "text/csv": string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnswersImport"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_surveys_name_asked: {
        parameters: {
            query?: {
                /** @description From which day on, RFC 3339; from the beginning unless told. Days are those of UTC. */
                from?: string;
                /** @description Until which day, which does not count itself; until now unless told. */
                to?: string;
                /** @description How many of those who were not asked, 1 to 500; 50 unless told. */
                limit?: number;
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AskedShown"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_surveys_name_invitations: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Invite"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitees"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_surveys_name_qr_svg: {
        parameters: {
            query?: {
                /** @description Where it is hung up, such as `shop-leeds`, in 1 to 100 characters: it is kept with the answers as `source`. */
                source?: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": string;
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_surveys_name_responses: {
        parameters: {
            query?: {
                /** @description `json` (unless told) or `csv`. */
                format?: "json" | "csv";
                /** @description Those answered from this moment on, RFC 3339. */
                from?: string;
                /** @description Those answered before this moment, RFC 3339. */
                to?: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResponsesTable"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The survey promises anonymity, or the server has no lake. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_surveys_name_waves: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WireWave"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_surveys_name_waves: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MakeWave"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeWave"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_surveys_name_waves_held: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HeldWave"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireWave"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_surveys_name_waves_wave_results: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
                wave: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireWaveResults"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_teams: {
        parameters: {
            query?: {
                /** @description Only those that are owned, or only those that are not. */
                owned?: boolean;
                /** @description To whom they belong as of this moment, RFC 3339; now unless told. Counts are of all time. */
                at?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WireNamed"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_themes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskThemes"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireThemes"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_themes_runs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WireReadingRun"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_themes_runs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireReadingRun"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_themes_runs_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireReadingRun"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_themes_runs_id_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch_themes_number: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaysTheme"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_touchpoints: {
        parameters: {
            query?: {
                /** @description Only those that are owned, or only those that are not. */
                owned?: boolean;
                /** @description To whom they belong as of this moment, RFC 3339; now unless told. Counts are of all time. */
                at?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WireNamed"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_users: {
        parameters: {
            query?: {
                /** @description Only the user of this name, in any case. */
                name?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WireUser"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_users: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Add"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Added"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_users_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireUser"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_users_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch_users_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeUser"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireUser"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_users_id_password: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResetPassword"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasswordReset"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_users_id_second_factor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_verbatims: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskVerbatims"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireVerbatims"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_views: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WireView"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_views: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaveView"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireView"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_views_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch_views_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeView"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireView"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_webhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WireWebhook"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_webhooks_name: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutWebhook"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeWebhook"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_webhooks_name: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_webhooks_name_test: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WireDelivery"];
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": unknown;
                };
            };
            /** @description The request cannot be understood; `detail` says what and where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No key or session, or one that is unknown, revoked or ended. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other failure. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
